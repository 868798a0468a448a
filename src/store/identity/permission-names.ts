/**
 * The names of all permissions of Microsoft Graph, one line for each resource: the first word is what its names begin
 * with. From `permissions/new/permissions.json` of github.com/microsoftgraph/microsoft-graph-devx-content (6cbd6bb, MIT
 * licence), which also says for which ones users may consent themselves.
 * That file lacks the application permissions `Agreement…`, which the reference has.
 *
 * @see https://learn.microsoft.com/graph/permissions-reference
 */

/** Delegated permissions that users may grant for themselves. */
export const GRANTED_BY_USERS = `
Acronym: Read.All
AgentRegistration: Read.All
AiEnterpriseInteraction: Read
Analytics: Read
AppCatalog: Read.All Submit
ApprovalSolution: Read ReadWrite
ApprovalSolutionResponse: ReadWrite
AttackSimulation: ReadWrite.All
Bookings: Manage.All Read.All ReadWrite.All
BookingsAppointment: ReadWrite.All
Bookmark: Read.All
BrowserSiteLists: Read.All ReadWrite.All
Calendars: Read Read.Shared ReadWrite ReadWrite.Shared
CallDelegation: Read ReadWrite
ChangeManagement: Read.All
Channel: ReadBasic.All
ChannelMember: ReadWrite
ChannelMessage: Edit Send
Chat: Create Read ReadBasic ReadWrite ReadWrite.All
ChatMessage: Send
CloudApp-Discovery: Read.All
CloudPC: Read.All
Contacts: Read Read.Shared ReadWrite ReadWrite.Shared
CopilotPackages: Read.All
CopilotTools: Read.All
Device: Command Read
DeviceTemplate: Create
EduRoster: Write
EngagementRole: Read
EntitlementMgmt-SubjectAccess: ReadWrite
FileStorageContainer: Selected
Files: Read Read.All Read.Selected ReadWrite ReadWrite.All ReadWrite.AppFolder ReadWrite.Selected
  SelectedOperations.Selected
Financials: ReadWrite.All
IMAP: AccessAsUser.All
IndustryData: ReadBasic.All
InformationProtectionPolicy: Read
LearningAssignedCourse: Read
LearningSelfInitiatedCourse: Read
LicenseAssignment: Read.All ReadWrite.All
LifeCycleInfo: Read.All ReadWrite.All
Mail: Read Read.Shared ReadBasic ReadWrite ReadWrite.Shared Send Send.Shared
MailTips: ReadBasic.Shared
MailboxConfigItem: Read ReadWrite
MailboxSettings: Read ReadWrite
MultiTenantOrganization: ReadBasic.All
Notes: Create Read Read.All ReadWrite ReadWrite.All ReadWrite.CreatedByApp
Notifications: ReadWrite.CreatedByApp
OnlineMeetingArtifact: Read.All
OnlineMeetings: Read ReadWrite
OrgContact: Read
POP: AccessAsUser.All
People: Read
Policy: Read.ConditionalAccess
Presence: Read Read.All ReadWrite
PrintJob: Create Read ReadBasic ReadWrite ReadWriteBasic
PrinterShare: Read.All ReadBasic.All
QnA: Read.All
ResourceSpecificPermissionGrant: ReadForChat ReadForTeam
SMTP: Send
SecurityCopilotWorkspaces: Read.All ReadWrite.All
SensitivityLabel: Read
ShortNotes: Read ReadWrite
Sites: Manage.All Read.All ReadWrite.All Selected
Tasks: Read Read.Shared ReadWrite ReadWrite.Shared
Team: Create ReadBasic.All
TeamTemplates: Read
TeamsActivity: Read Send
TeamsAppInstallation: ReadForChat ReadForUser ReadWriteSelfForUser
TeamworkAppSettings: Read.All
TeamworkCustomEmoji: Create Read
TeamworkSection: Read ReadWrite
User: Read ReadBasic.All ReadWrite
UserActivity: ReadWrite.CreatedByApp
UserCloudClipboard: Read
UserWindowsSettings: Read
`

/** Delegated permissions that need an administrator. */
export const GRANTED_BY_ADMINISTRATORS = `
APIConnectors: ReadWrite.All
AccessReview: Read.All ReadWrite.All ReadWrite.Membership
AdministrativeUnit: Read.All ReadWrite.All
AgentCardManifest: Read.All ReadWrite.All
AgentCollection: Read.All Read.Global Read.Quarantined ReadWrite.All ReadWrite.Global ReadWrite.Quarantined
AgentIdUser: ReadWrite.All ReadWrite.IdentityParentedBy
AgentIdentity: Create.All DeleteRestore.All EnableDisable.All Read.All ReadWrite.All UpdateSponsors.All
AgentIdentityBlueprint: AddRemoveCreds.All Create DeleteRestore.All Read.All ReadWrite.All UpdateAuthProperties.All
  UpdateBranding.All UpdateSponsors.All
AgentIdentityBlueprintPrincipal: Create DeleteRestore.All EnableDisable.All Read.All ReadWrite.All
AgentInstance: Read.All ReadWrite.All
AgentRegistration: ReadWrite.All
Agreement: Read.All ReadWrite.All
AgreementAcceptance: Read Read.All
AppCatalog: ReadWrite.All
AppCertTrustConfiguration: Read.All ReadWrite.All
AppRegistration: Create
AppRoleAssignment: ReadWrite.All
Application-RemoteDesktopConfig: ReadWrite.All
Application: Read.All ReadWrite.All
AttackSimulation: Read.All
AuditActivity: Read Write
AuditLog: Read.All
AuditLogsQuery-CRM: Read.All
AuditLogsQuery-Endpoint: Read.All
AuditLogsQuery-Entra: Read.All
AuditLogsQuery-Exchange: Read.All
AuditLogsQuery-OneDrive: Read.All
AuditLogsQuery-SharePoint: Read.All
AuditLogsQuery: Read.All
AuthenticationContext: Read.All ReadWrite.All
BackupRestore-Configuration: Read.All ReadWrite.All
BackupRestore-Control: Read.All ReadWrite.All
BackupRestore-Restore: Read.All ReadWrite.All
BackupRestore-Search: Read.All
BitlockerKey: Read.All ReadBasic.All
BusinessScenarioConfig: Read.All Read.OwnedBy ReadWrite.All ReadWrite.OwnedBy
BusinessScenarioData: Read.OwnedBy ReadWrite.OwnedBy
Calendars: ReadBasic
CallEvents: Read
CallRecordings: Read.All
CallTranscripts: Read.All
CaseManagement: Read.All ReadWrite.All
Channel: Create Delete.All
ChannelMember: Read.All ReadWrite.All
ChannelMessage: Read.All ReadWrite
ChannelSettings: Read.All ReadWrite.All
Chat: ManageDeletion.All
ChatMember: Read ReadWrite
CloudPC: ReadWrite.All
Community: Read.All ReadWrite.All
ConfigurationMonitoring: Read.All ReadWrite.All
ConsentRequest: Read.All ReadWrite.All
Contacts-OnPremisesSyncBehavior: ReadWrite.All
Content: Process.All Process.User
ContentActivity: Read Write
CopilotPackages: ReadWrite.All
CopilotPolicySettings: Read ReadWrite
CopilotSettings-LimitedMode: Read ReadWrite
CrossTenantInformation: ReadBasic.All
CrossTenantUserProfileSharing: Read Read.All ReadWrite ReadWrite.All
CustomAuthenticationExtension: Read.All ReadWrite.All
CustomDetection: Read.All ReadWrite.All
CustomSecAttributeAssignment: Read.All ReadWrite.All
CustomSecAttributeAuditLogs: Read.All
CustomSecAttributeDefinition: Read.All ReadWrite.All
CustomSecAttributeProvisioning: Read.All ReadWrite.All
CustomTags: Read.All ReadWrite.All
DelegatedAdminRelationship: Read.All ReadWrite.All
DelegatedPermissionGrant: ReadWrite.All
Device: CreateFromOwnedTemplate Read.All
DeviceLocalCredential: Read.All ReadBasic.All
DeviceManagementApps: Read.All ReadWrite.All
DeviceManagementCloudCA: Read.All ReadWrite.All
DeviceManagementConfiguration: Read.All ReadWrite.All
DeviceManagementManagedDevices: PrivilegedOperations.All Read.All ReadWrite.All
DeviceManagementRBAC: Read.All ReadWrite.All
DeviceManagementScripts: Read.All ReadWrite.All
DeviceManagementServiceConfig: Read.All ReadWrite.All
DeviceTemplate: Read.All ReadWrite.All
Directory: AccessAsUser.All Read.All ReadWrite.All
DirectoryRecommendations: Read.All ReadWrite.All
Domain-InternalFederation: Read.All ReadWrite.All
Domain: Read.All ReadWrite.All
EduAssignments: Read ReadBasic ReadWrite ReadWriteBasic
EduCurricula: Read ReadWrite
EduRoster: Read ReadBasic ReadWrite
EngagementMeetingConversation: Read.All
EngagementRole: Read.All ReadWrite.All
EntitlementManagement: Read.All ReadWrite.All
EntraBackup: Read.All ReadWrite.Preview ReadWrite.Recovery
EventListener: Read.All ReadWrite.All
ExchangeMessageTrace: Read.All
ExternalConnection: Read.All ReadWrite.All ReadWrite.OwnedBy
ExternalItem: Read.All ReadWrite.All ReadWrite.OwnedBy
ExternalUserProfile: Read.All ReadWrite.All
FileStorageContainer: Manage.All
Goals-Export: Read.All ReadWrite.All
Group-Conversation: Read.All ReadWrite.All
Group-NestingSupport: ReadWrite.All
Group-OnPremisesSyncBehavior: ReadWrite.All
Group-PreferredDataLocation: ReadWrite.All
Group-XTenantIdentitySync: Read.All
Group: ManageProtection.All Read.All ReadBasic.All ReadWrite.All
GroupMember: Read.All ReadBasic.All ReadWrite.All
GroupSettings: Read.All ReadWrite.All
HealthMonitoringAlert: Read.All ReadWrite.All
HealthMonitoringAlertConfig: Read.All ReadWrite.All
IdentityNotifications: Read.All ReadWrite.All
IdentityProvider: Read.All ReadWrite.All
IdentityRiskEvent: Read.All
IdentityRiskyAgent: Read.All ReadWrite.All
IdentityRiskyServicePrincipal: Read.All ReadWrite.All
IdentityRiskyUser: Read.All ReadWrite.All
IdentityUserFlow: Read.All ReadWrite.All
IndustryData-DataConnector: Read.All ReadWrite.All Upload
IndustryData-InboundFlow: Read.All ReadWrite.All
IndustryData-OutboundFlow: Read.All ReadWrite.All
IndustryData-ReferenceDefinition: Read.All ReadWrite.All
IndustryData-Run: Read.All Start
IndustryData-SourceSystem: Read.All ReadWrite.All
IndustryData-TimePeriod: Read.All ReadWrite.All
Insights-UserMetric: Read.All
LearningContent: Read.All ReadWrite.All
LearningProvider: Read ReadWrite
LifecyclePolicies-AgentId: Read.All ReadWrite.All
LifecycleWorkflows-CustomExt: Read.All ReadWrite.All
LifecycleWorkflows-Reports: Read.All
LifecycleWorkflows-Workflow: Activate Read.All ReadBasic.All ReadWrite.All
LifecycleWorkflows: Read.All ReadWrite.All
ListItems: SelectedOperations.Selected
Lists: SelectedOperations.Selected
MailboxFolder: Read ReadWrite
MailboxItem: Export ImportExport Read ReadWrite
ManagedTenants: Read.All ReadWrite.All
Member: Read.Hidden
MultiTenantOrganization: Read.All ReadWrite.All
MutualTlsOauthConfiguration: Read.All ReadWrite.All
NetworkAccess-Reports: Read.All
NetworkAccess: Read.All ReadWrite.All
OnPremDirectorySynchronization: Read.All ReadWrite.All
OnPremisesPublishingProfiles: ReadWrite.All
OnlineMeetingAiInsight: Read.All
OnlineMeetingRecording: Read.All
OnlineMeetingTranscript: Read.All
OrgContact: Read.All
OrgSettings-AppsAndServices: Read.All ReadWrite.All
OrgSettings-DynamicsVoice: Read.All ReadWrite.All
OrgSettings-Forms: Read.All ReadWrite.All
OrgSettings-Microsoft365Install: Read.All ReadWrite.All
OrgSettings-Todo: Read.All ReadWrite.All
Organization: Read.All ReadWrite.All
OrganizationalBranding: Read.All ReadWrite.All
PartnerBilling: Read.All
PartnerSecurity: Read.All ReadWrite.All
PendingExternalUserProfile: Read.All ReadWrite.All
People: Read.All
PeopleSettings: Read.All ReadWrite.All
Place: Read.All ReadWrite.All
PlaceDevice: Read.All ReadWrite.All
Policy: Read.All Read.AuthenticationMethod Read.B2BManagementPolicy Read.DeviceConfiguration Read.HybridAuthentication
  Read.OnPremAuthenticationPolicy Read.PermissionGrant ReadWrite.AccessReview ReadWrite.ApplicationConfiguration
  ReadWrite.AuthenticationFlows ReadWrite.AuthenticationMethod ReadWrite.Authorization ReadWrite.B2BManagementPolicy
  ReadWrite.ConditionalAccess ReadWrite.ConsentRequest ReadWrite.CrossTenantAccess ReadWrite.CrossTenantCapability
  ReadWrite.DeviceConfiguration ReadWrite.ExternalIdentities ReadWrite.FeatureRollout ReadWrite.FedTokenValidation
  ReadWrite.HybridAuthentication ReadWrite.MobilityManagement ReadWrite.OnPremAuthenticationPolicy
  ReadWrite.PermissionGrant ReadWrite.SecurityDefaults ReadWrite.TrustFramework
PrintAlertSettings: Read.All ReadWrite.All
PrintConnector: Read.All ReadWrite.All
PrintJob: Read.All ReadBasic.All ReadWrite.All ReadWriteBasic.All
PrintSettings: Read.All ReadWrite.All
Printer: Create FullControl.All Read.All ReadWrite.All
PrinterShare: ReadWrite.All
PrivilegedAccess: Read.AzureADGroup ReadWrite.AzureAD ReadWrite.AzureADGroup ReadWrite.AzureResources
PrivilegedAssignmentSchedule: Read.AzureADGroup ReadWrite.AzureADGroup Remove.AzureADGroup
PrivilegedEligibilitySchedule: Read.AzureADGroup ReadWrite.AzureADGroup Remove.AzureADGroup
ProfilePhoto: Read.All ReadWrite.All
ProgramControl: Read.All ReadWrite.All
ProtectionScopes: Compute.All Compute.User
ProvisioningLog: Read.All
PublicKeyInfrastructure: Read.All ReadWrite.All
RealTimeActivityFeed: Read.All
RecordsManagement: Read.All ReadWrite.All
ReportSettings: Read.All ReadWrite.All
Reports: Read.All
ResourceSpecificPermissionGrant: ReadForUser
RiskPreventionProviders: Read.All ReadWrite.All
RoleAssignmentSchedule: Read.Directory ReadWrite.Directory Remove.Directory
RoleEligibilitySchedule: Read.Directory ReadWrite.Directory Remove.Directory
RoleManagement: Read.All Read.CloudPC Read.Defender Read.Directory Read.Exchange ReadWrite.CloudPC ReadWrite.Defender
  ReadWrite.Directory ReadWrite.Exchange
RoleManagementAlert: Read.Directory ReadWrite.Directory
RoleManagementPolicy: Read.Directory ReadWrite.Directory
Schedule: Read.All ReadWrite.All
SchedulePermissions: ReadWrite.All
SearchConfiguration: Read.All ReadWrite.All
SecurityActions: Read.All ReadWrite.All
SecurityAlert: Create.All Read.All ReadWrite.All
SecurityEvents: Read.All ReadWrite.All
SecurityIdentitiesAccount: Read.All
SecurityIdentitiesActions: ReadWrite.All
SecurityIdentitiesAutoConfig: Read.All ReadWrite.All
SecurityIdentitiesHealth: Read.All ReadWrite.All
SecurityIdentitiesMigration: Read.All ReadWrite.All
SecurityIdentitiesSensors: Read.All ReadWrite.All
SecurityIdentitiesUserActions: Read.All ReadWrite.All
SecurityIdentitiesUsers: Read.All
SecurityIncident: Read.All ReadWrite.All
SensitivityLabel: Evaluate Evaluate.All
SensitivityLabels: Read.All
ServiceActivity-Exchange: Read.All
ServiceActivity-Microsoft365Web: Read.All
ServiceActivity-OneDrive: Read.All
ServiceActivity-Teams: Read.All
ServiceHealth: Read.All
ServiceMessage: Read.All
ServiceMessageViewpoint: Write
SharePointCrossTenantMigration: Manage.All Read.All
SharePointTenantSettings: Read.All ReadWrite.All
SignInIdentifier: Read.All ReadWrite.All
Sites: Archive.All FullControl.All
SpiffeTrustDomain: Read.All ReadWrite.All
Storyline: ReadWrite.All
SubjectRightsRequest: Read.All ReadWrite.All
Synchronization: Read.All ReadWrite.All
SynchronizationData-User: Upload
TeamMember: Read.All ReadWrite.All ReadWriteNonOwnerRole.All
TeamSettings: Read.All ReadWrite.All
TeamsAppInstallation: ManageSelectedForChat ManageSelectedForTeam ManageSelectedForUser ReadForTeam
  ReadWriteAndConsentForChat ReadWriteAndConsentForTeam ReadWriteAndConsentForUser ReadWriteAndConsentSelfForChat
  ReadWriteAndConsentSelfForTeam ReadWriteAndConsentSelfForUser ReadWriteForChat ReadWriteForTeam ReadWriteForUser
  ReadWriteSelectedForUser ReadWriteSelfForChat ReadWriteSelfForTeam
TeamsPolicyUserAssign: ReadWrite.All
TeamsResourceAccount: Read.All
TeamsTab: Create Read.All ReadWrite.All ReadWriteForChat ReadWriteForTeam ReadWriteSelfForChat ReadWriteSelfForTeam
TeamsTelephoneNumber: Read.All ReadWrite.All
TeamsUserConfiguration: Read.All
Teamwork: Read.All
TeamworkAppSettings: ReadWrite.All
TeamworkDevice: Read.All ReadWrite.All
TeamworkTag: Read ReadWrite
TeamworkTargetedMessage: ReadWrite
TeamworkUserInteraction: Read.All
TenantGovernance-Invitation: Read.All ReadWrite.All
TenantGovernance-PolicyTemplate: Read.All ReadWrite.All
TenantGovernance-RelatedTenant: Read.All ReadWrite.All
TenantGovernance-Relationship: Read.All ReadWrite.All
TenantGovernance-Request: Read.All ReadWrite.All
TenantGovernance-Setting: Read.All ReadWrite.All
TermStore: Read.All ReadWrite.All
ThreatAssessment: ReadWrite.All
ThreatHunting: Read.All
ThreatIndicators: Read.All ReadWrite.OwnedBy
ThreatIntelligence: Read.All
ThreatSubmission: Read.All ReadWrite.All
ThreatSubmissionPolicy: ReadWrite.All
TrustFrameworkKeySet: Read.All ReadWrite.All
UnifiedGroupMember: Read.AsGuest
User-ConvertToInternal: ReadWrite.All
User-Mail: ReadWrite.All
User-OnPremisesSyncBehavior: ReadWrite.All
User-PasswordProfile: ReadWrite.All
User-Phone: ReadWrite.All
User: DeleteRestore.All EnableDisableAccount.All Export.All Invite.All ManageIdentities.All Read.All ReadWrite.All
  RevokeSessions.All
UserAuthMethod-Email: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-External: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-HardwareOATH: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-MicrosoftAuthApp: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-Passkey: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-Password: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-Phone: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-PlatformCred: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-QR: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-ResourceKey: Read.All ReadWrite.All
UserAuthMethod-SoftwareOATH: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-TAP: Read Read.All ReadWrite ReadWrite.All
UserAuthMethod-WindowsHello: Read Read.All ReadWrite ReadWrite.All
UserAuthenticationMethod: Read Read.All ReadWrite ReadWrite.All
UserTeamwork: Read
UserWindowsSettings: Read.All ReadWrite.All
VerifiedId-Profile: Read.All ReadWrite.All
VirtualAppointment: Read ReadWrite
VirtualAppointmentNotification: Send
VirtualEvent: Read ReadWrite
WindowsUpdates: Read.All ReadWrite.All
WorkforceIntegration: Read.All ReadWrite.All
eDiscovery: Read.All ReadWrite.All
`

/** Application permissions; all need an administrator. */
export const OF_APPLICATIONS = `
Agreement: Read.All ReadWrite.All
AgreementAcceptance: Read.All
APIConnectors: ReadWrite.All
AccessReview: Read.All ReadWrite.All ReadWrite.Membership
AdministrativeUnit: Read.All ReadWrite.All
AgentCardManifest: Read.All ReadWrite.All ReadWrite.ManagedBy
AgentCollection: Read.All ReadWrite.All ReadWrite.ManagedBy
AgentIdUser: ReadWrite.All ReadWrite.IdentityParentedBy
AgentIdentity: Create.All CreateAsManager DeleteRestore.All EnableDisable.All Read.All ReadWrite.All
  UpdateSponsors.All
AgentIdentityBlueprint: AddRemoveCreds.All Create DeleteRestore.All Read.All ReadWrite.All UpdateAuthProperties.All
  UpdateBranding.All UpdateSponsors.All
AgentIdentityBlueprintPrincipal: Create DeleteRestore.All EnableDisable.All Read.All ReadWrite.All
AgentInstance: Read.All ReadWrite.All ReadWrite.ManagedBy
AgentRegistration: Read.All ReadWrite.All
Agreement: Read.All ReadWrite.All
AgreementAcceptance: Read.All
AiEnterpriseInteraction: Read.All Read.User
AppCatalog: Read.All ReadWrite.All
AppCertTrustConfiguration: Read.All ReadWrite.All
AppRegistration: Create
AppRoleAssignment: ReadWrite.All
Application-RemoteDesktopConfig: ReadWrite.All
Application: Read.All ReadWrite.All ReadWrite.OwnedBy
ApprovalSolution: Read.All ReadWrite.All
AttackSimulation: Read.All ReadWrite.All
AuditActivity: Read Write
AuditLog: Read.All
AuditLogsQuery-CRM: Read.All
AuditLogsQuery-Endpoint: Read.All
AuditLogsQuery-Entra: Read.All
AuditLogsQuery-Exchange: Read.All
AuditLogsQuery-OneDrive: Read.All
AuditLogsQuery-SharePoint: Read.All
AuditLogsQuery: Read.All
AuthenticationContext: Read.All ReadWrite.All
BackupRestore-Configuration: Read.All ReadWrite.All
BackupRestore-Control: Read.All ReadWrite.All
BackupRestore-Restore: Read.All ReadWrite.All
BackupRestore-Search: Read.All
BitlockerKey: Read.All ReadBasic.All
Bookings: Manage.All Read.All ReadWrite.All
BookingsAppointment: ReadWrite.All
BrowserSiteLists: Read.All ReadWrite.All
BusinessScenarioConfig: Read.OwnedBy ReadWrite.OwnedBy
BusinessScenarioData: Read.OwnedBy ReadWrite.OwnedBy
Calendars: Read ReadBasic ReadBasic.All ReadWrite
CallDelegation: Read.All ReadWrite.All
CallEvents-Emergency: Read.All
CallEvents: Read.All
CallRecord-PstnCalls: Read.All
CallRecordings: Read.All
CallRecords: Read.All
CallTranscripts: Read.All
Calls: AccessMedia.All AccessMedia.Chat Initiate.All InitiateGroupCall.All JoinGroupCall.All JoinGroupCallAsGuest.All
  JoinGroupCallasGuest.All JoinGroupCalls.Chat ReportSyntheticMedia.All
CaseManagement: Read.All ReadWrite.All
ChangeManagement: Read.All
Channel: Create Create.Group Delete.All Delete.Group ReadBasic.All
ChannelMember: Read.All Read.Group ReadWrite.All ReadWrite.Group
ChannelMessage: Read.All Read.Group UpdatePolicyViolation.All
ChannelSettings: Read.All Read.Group ReadWrite.All ReadWrite.Group
Chat: Create Manage.Chat ManageDeletion.All ManageDeletion.Chat Read.All Read.WhereInstalled ReadBasic.All
  ReadBasic.WhereInstalled ReadWrite.All ReadWrite.WhereInstalled UpdatePolicyViolation.All
ChatMember: Read.All Read.Chat Read.WhereInstalled ReadWrite.All ReadWrite.WhereInstalled
ChatMessage: Read.All Read.Chat
ChatSettings: Read.Chat ReadWrite.Chat
CloudApp-Discovery: Read.All
CloudPC: Read.All ReadWrite.All
Community: Read.All ReadWrite.All
ConfigurationMonitoring: Read.All ReadWrite.All
ConsentRequest: Read.All ReadWrite.All
Contacts-OnPremisesSyncBehavior: ReadWrite.All
Contacts: Read ReadWrite
Content: Process.All Process.User
ContentActivity: Read Write
CopilotPackages: Read.All ReadWrite.All
CopilotPolicySettings: Read ReadWrite
CrossTenantInformation: ReadBasic.All
CrossTenantUserProfileSharing: Read.All ReadWrite.All
CustomAuthenticationExtension: Read.All ReadWrite.All
CustomDetection: Read.All ReadWrite.All
CustomSecAttributeAssignment: Read.All ReadWrite.All
CustomSecAttributeAuditLogs: Read.All
CustomSecAttributeDefinition: Read.All ReadWrite.All
CustomSecAttributeProvisioning: Read.All ReadWrite.All
CustomTags: Read.All ReadWrite.All
DelegatedAdminRelationship: Read.All ReadWrite.All
DelegatedPermissionGrant: ReadWrite.All
Device: Read.All ReadWrite.All
DeviceLocalCredential: Read.All ReadBasic.All
DeviceManagementApps: Read.All ReadWrite.All
DeviceManagementCloudCA: Read.All ReadWrite.All
DeviceManagementConfiguration: Read.All ReadWrite.All
DeviceManagementManagedDevices: PrivilegedOperations.All Read.All ReadWrite.All
DeviceManagementRBAC: Read.All ReadWrite.All
DeviceManagementScripts: Read.All ReadWrite.All
DeviceManagementServiceConfig: Read.All ReadWrite.All
DeviceTemplate: Create Read.All ReadWrite.All
Directory: Read.All ReadWrite.All
DirectoryRecommendations: Read.All ReadWrite.All
Domain-InternalFederation: Read.All ReadWrite.All
Domain: Read.All ReadWrite.All
EduAssignments: Read.All ReadBasic.All ReadWrite.All ReadWriteBasic.All
EduCurricula: Read.All ReadWrite.All
EduReports-Reading: Read.All ReadAnonymous.All
EduReports-Reflect: Read.All ReadAnonymous.All
EduRoster: Read.All ReadBasic.All ReadWrite.All WriteWrite.All
EngagementConversation: Migration.All
EngagementMeetingConversation: Read.All
EngagementRole: Read.All ReadWrite.All
EntitlementManagement: Read.All ReadWrite.All
EntraBackup: Read.All
EventListener: Read.All ReadWrite.All
ExchangeMessageTrace: Read.All
ExternalConnection: Read.All ReadWrite.All ReadWrite.OwnedBy
ExternalItem: Read.All ReadWrite.All ReadWrite.OwnedBy
ExternalUserProfile: Read.All ReadWrite.All
File: Read.Group
FileIngestion: Ingest
FileIngestionHybridOnboarding: Manage
FileStorageContainer: Selected
Files: Read.All ReadWrite.All ReadWrite.AppFolder SelectedOperations.Selected
Financials: ReadWrite.All
Group-Conversation: Read.All ReadWrite.All
Group-NestingSupport: ReadWrite.All
Group-OnPremisesSyncBehavior: ReadWrite.All
Group-PreferredDataLocation: ReadWrite.All
Group-XTenantIdentitySync: Read.All
Group: Create ManageProtection.All Read.All ReadBasic.All ReadWrite.All
GroupMember: Read.All ReadBasic.All ReadWrite.All
GroupSettings: Read.All ReadWrite.All
HealthMonitoringAlert: Read.All ReadWrite.All
HealthMonitoringAlertConfig: Read.All
IdentityNotifications: Read.All ReadWrite.All
IdentityProvider: Read.All ReadWrite.All
IdentityRiskEvent: Read.All ReadWrite.All
IdentityRiskyAgent: Read.All ReadWrite.All
IdentityRiskyServicePrincipal: Read.All ReadWrite.All
IdentityRiskyUser: Read.All ReadWrite.All
IdentityUserFlow: Read.All ReadWrite.All
IndustryData-DataConnector: Read.All ReadWrite.All Upload
IndustryData-InboundFlow: Read.All ReadWrite.All
IndustryData-OutboundFlow: Read.All
IndustryData-ReferenceDefinition: Read.All ReadWrite.All
IndustryData-Run: Read.All Start
IndustryData-SourceSystem: Read.All ReadWrite.All
IndustryData-TimePeriod: Read.All ReadWrite.All
IndustryData: ReadBasic.All
InformationProtectionPolicy: Read.All
Insights-UserMetric: Read.All
LearningAssignedCourse: Read.All ReadWrite.All
LearningContent: Read.All ReadWrite.All
LearningSelfInitiatedCourse: Read.All ReadWrite.All
LicenseAssignment: Read.All ReadWrite.All
LifeCycleInfo: Read.All ReadWrite.All
LifecyclePolicies-AgentId: Read.All ReadWrite.All
LifecycleWorkflows-CustomExt: Read.All ReadWrite.All
LifecycleWorkflows-Reports: Read.All
LifecycleWorkflows-Workflow: Activate Read.All ReadBasic.All ReadWrite.All
LifecycleWorkflows: Read.All ReadWrite.All
ListItems: SelectedOperations.Selected
Lists: SelectedOperations.Selected
Mail: Read ReadBasic.All ReadWrite Send
MailTips: ReadBasic.All
MailboxConfigItem: Read ReadWrite
MailboxFolder: Read.All ReadWrite.All
MailboxItem: Export.All ImportExport.All Read.All ReadWrite.All
MailboxSettings: Read ReadWrite
Member: Read.Group Read.Hidden
MultiTenantOrganization: Read.All ReadBasic.All ReadWrite.All
MutualTlsOauthConfiguration: Read.All ReadWrite.All
NetworkAccess-Reports: Read.All
NetworkAccess: Read.All ReadWrite.All
Notes: Read.All ReadWrite.All
OnPremDirectorySynchronization: Read.All ReadWrite.All
OnPremisesPublishingProfiles: ReadWrite.All
OnlineMeeting: ReadBasic.Chat
OnlineMeetingAiInsight: Read.All Read.Chat
OnlineMeetingArtifact: Read.All Read.Chat
OnlineMeetingRecording: Read.All Read.Chat
OnlineMeetingTranscript: Read.All Read.Chat
OnlineMeetings: Read.All ReadWrite.All
OrgContact: Read Read.All
OrgSettings-AppsAndServices: Read.All ReadWrite.All
OrgSettings-DynamicsVoice: Read.All ReadWrite.All
OrgSettings-Forms: Read.All ReadWrite.All
OrgSettings-Microsoft365Install: Read.All ReadWrite.All
OrgSettings-Todo: Read.All ReadWrite.All
Organization: Read.All ReadWrite.All
OrganizationalBranding: Read.All ReadWrite.All
Owner: Read.Group
PartnerBilling: Read.All
PartnerSecurity: Read.All ReadWrite.All
PendingExternalUserProfile: Read.All ReadWrite.All
People: Read.All
PeopleSettings: Read.All ReadWrite.All
Place: Read.All ReadWrite.All
PlaceDevice: Read.All ReadWrite.All
PlaceDeviceTelemetry: ReadWrite.All
Policy: Read.All Read.AuthenticationMethod Read.B2BManagementPolicy Read.ConditionalAccess Read.DeviceConfiguration
  Read.HybridAuthentication Read.PermissionGrant ReadWrite.AccessReview ReadWrite.ApplicationConfiguration
  ReadWrite.AuthenticationFlows ReadWrite.AuthenticationMethod ReadWrite.Authorization ReadWrite.B2BManagementPolicy
  ReadWrite.ConditionalAccess ReadWrite.ConsentRequest ReadWrite.CrossTenantAccess ReadWrite.CrossTenantCapability
  ReadWrite.DeviceConfiguration ReadWrite.ExternalIdentities ReadWrite.FeatureRollout ReadWrite.FedTokenValidation
  ReadWrite.HybridAuthentication ReadWrite.PermissionGrant ReadWrite.SecurityDefaults ReadWrite.TrustFramework
Presence: Read.All ReadWrite.All
PrintJob: Manage.All Read.All ReadBasic.All ReadWrite.All ReadWriteBasic.All
PrintTaskDefinition: ReadWrite.All
Printer: Read.All ReadWrite.All
PrivilegedAccess: Read.AzureAD Read.AzureADGroup Read.AzureResources ReadWrite.AzureADGroup
PrivilegedAssignmentSchedule: Read.AzureADGroup ReadWrite.AzureADGroup Remove.AzureADGroup
PrivilegedEligibilitySchedule: Read.AzureADGroup ReadWrite.AzureADGroup Remove.AzureADGroup
ProfilePhoto: Read.All ReadWrite.All
ProgramControl: Read.All ReadWrite.All
ProtectionScopes: Compute.All Compute.User
ProvisioningLog: Read.All
PublicKeyInfrastructure: Read.All ReadWrite.All
RealTimeActivityFeed: Read.All
RecordsManagement: Read.All ReadWrite.All
ReportSettings: Read.All ReadWrite.All
Reports: Read.All
ResourceSpecificPermissionGrant: ReadForChat.All ReadForTeam.All ReadForUser.All
RoleAssignmentSchedule: Read.Directory ReadWrite.Directory Remove.Directory
RoleEligibilitySchedule: Read.Directory ReadWrite.Directory Remove.Directory
RoleManagement: Read.All Read.CloudPC Read.Defender Read.Directory Read.Exchange ReadWrite.CloudPC ReadWrite.Defender
  ReadWrite.Directory ReadWrite.Exchange
RoleManagementAlert: Read.Directory ReadWrite.Directory
Schedule-WorkingTime: ReadWrite.All
Schedule: Read.All ReadWrite.All
SchedulePermissions: ReadWrite.All
SearchConfiguration: Read.All ReadWrite.All
SecurityActions: Read.All ReadWrite.All
SecurityAlert: Create.All Read.All ReadWrite.All
SecurityAnalyzedMessage: Read.All ReadWrite.All
SecurityCopilotWorkspaces: Read.All ReadWrite.All
SecurityEvents: Read.All ReadWrite.All
SecurityIdentitiesAccount: Read.All
SecurityIdentitiesActions: ReadWrite.All
SecurityIdentitiesAutoConfig: Read.All ReadWrite.All
SecurityIdentitiesHealth: Read.All ReadWrite.All
SecurityIdentitiesMigration: Read.All ReadWrite.All
SecurityIdentitiesSensors: Read.All ReadWrite.All
SecurityIdentitiesUserActions: Read.All ReadWrite.All
SecurityIdentitiesUsers: Read.All
SecurityIncident: Read.All ReadWrite.All
SensitivityLabel: Evaluate Evaluate.All Read
SensitivityLabels: Read.All
ServiceActivity-Exchange: Read.All
ServiceActivity-Microsoft365Web: Read.All
ServiceActivity-OneDrive: Read.All
ServiceActivity-Teams: Read.All
ServiceHealth: Read.All
ServiceMessage: Read.All
SharePointCrossTenantMigration: Manage.All Read.All
SharePointTenantSettings: Read.All ReadWrite.All
ShortNotes: Read.All ReadWrite.All
SignInIdentifier: Read.All ReadWrite.All
Sites: Archive.All FullControl.All Manage.All Read.All ReadWrite.All Selected
SpiffeTrustDomain: Read.All ReadWrite.All
Storyline: ReadWrite.All
Synchronization: Read.All ReadWrite.All
SynchronizationData-User: Upload Upload.OwnedBy
Tasks: Read Read.All ReadWrite ReadWrite.All
Team: Create ReadBasic.All
TeamMember: Read.All Read.Group ReadWrite.All ReadWriteNonOwnerRole.All
TeamSettings: Read.All Read.Group ReadWrite.All ReadWrite.Group
TeamTemplates: Read.All
TeamsActivity: Read.All Send Send.Chat Send.Group Send.User
TeamsApp: Read.Group
TeamsAppInstallation: ManageSelectedForChat.All ManageSelectedForTeam.All ManageSelectedForUser.All Read.All Read.Chat
  Read.Group Read.User ReadForChat.All ReadForTeam.All ReadForUser.All ReadSelectedForChat.All ReadSelectedForTeam.All
  ReadSelectedForUser.All ReadWriteAndConsentForChat.All ReadWriteAndConsentForTeam.All ReadWriteAndConsentForUser.All
  ReadWriteAndConsentSelfForChat.All ReadWriteAndConsentSelfForTeam.All ReadWriteAndConsentSelfForUser.All
  ReadWriteForChat.All ReadWriteForTeam.All ReadWriteForUser.All ReadWriteSelectedForChat.All
  ReadWriteSelectedForTeam.All ReadWriteSelectedForUser.All ReadWriteSelfForChat.All ReadWriteSelfForTeam
  ReadWriteSelfForTeam.All ReadWriteSelfForUser.All
TeamsPolicyUserAssign: ReadWrite.All
TeamsResourceAccount: Read.All
TeamsTab: Create Create.Chat Create.Group Delete.Chat Delete.Group Read.All Read.Chat Read.Group ReadWrite.All
  ReadWrite.Chat ReadWrite.Group ReadWriteForChat ReadWriteForChat.All ReadWriteForTeam.All ReadWriteSelfForChat.All
  ReadWriteSelfForTeam.All
TeamsTelephoneNumber: Read.All ReadWrite.All
TeamsUserConfiguration: Read.All
Teamwork: Migrate.All Read.All
TeamworkAppSettings: Read.All ReadWrite.All
TeamworkCustomEmoji: Create.All Read.All
TeamworkDevice: Read.All ReadWrite.All
TeamworkSection: Read.All ReadWrite.All
TeamworkTag: Read.All ReadWrite.All
TeamworkTargetedMessage: Read.All
TenantGovernance-Invitation: Read.All
TenantGovernance-PolicyTemplate: Read.All
TenantGovernance-RelatedTenant: Read.All
TenantGovernance-Relationship: Read.All
TenantGovernance-Request: Read.All
TenantGovernance-Setting: Read.All
ThreatAssessment: Read.All
ThreatHunting: Read.All
ThreatIndicators: Read.All ReadWrite.OwnedBy
ThreatIntelligence: Read.All
ThreatSubmission: Read.All ReadWrite.All
ThreatSubmissionPolicy: ReadWrite.All
TrustFrameworkKeySet: Read.All ReadWrite.All
User-ConvertToInternal: ReadWrite.All
User-Mail: ReadWrite.All
User-OnPremisesSyncBehavior: ReadWrite.All
User-PasswordProfile: ReadWrite.All
User-Phone: ReadWrite.All
User: DeleteRestore.All EnableDisableAccount.All Export.All Invite.All ManageIdentities.All Read.All ReadBasic.All
  ReadWrite.All ReadWrite.CrossCloud RevokeSessions.All
UserAuthMethod-Email: Read.All ReadWrite.All
UserAuthMethod-External: Read.All ReadWrite.All
UserAuthMethod-HardwareOATH: Read.All ReadWrite.All
UserAuthMethod-MicrosoftAuthApp: Read.All ReadWrite.All
UserAuthMethod-Passkey: Read.All ReadWrite.All
UserAuthMethod-Password: Read.All ReadWrite.All
UserAuthMethod-Phone: Read.All ReadWrite.All
UserAuthMethod-PlatformCred: Read.All ReadWrite.All
UserAuthMethod-QR: Read.All ReadWrite.All
UserAuthMethod-ResourceKey: Read.All ReadWrite.All
UserAuthMethod-SoftwareOATH: Read.All ReadWrite.All
UserAuthMethod-TAP: Read.All ReadWrite.All
UserAuthMethod-WindowsHello: Read.All ReadWrite.All
UserAuthenticationMethod: Read.All ReadWrite.All
UserShiftPreferences: Read.All ReadWrite.All
UserTeamwork: Read.All
VerifiedId-Profile: Read.All
VirtualAppointment: Read.All ReadWrite.All
VirtualAppointmentNotification: Send
VirtualEvent: Read.All Read.Chat
VirtualEventRegistration-Anon: ReadWrite.All ReadWrite.Chat
WindowsUpdates: Read.All ReadWrite.All
WorkforceIntegration: Read.All ReadWrite.All
eDiscovery: Read.All ReadWrite.All
`
