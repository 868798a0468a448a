/** How a note says that something was changed. */
export type AuditedOperation = 'Create' | 'Patch' | 'Delete' | 'Action' | 'SetReference' | 'DeleteReference'
