/** Client id of Microsoft Graph. */
export const GRAPH_RESOURCE = '00000003-0000-0000-c000-000000000000'
