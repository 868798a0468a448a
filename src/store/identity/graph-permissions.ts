/**
 * The permissions of Microsoft Graph that mean something here, with the ids that they have in every tenant of the world.
 * @see https://learn.microsoft.com/graph/permissions-reference
 */

/** Ids of the delegated permission and of the application permission, where there are such. */
type Ids = readonly [scope: string | undefined, role: string | undefined]

// prettier-ignore
const IDS: Readonly<Record<string, Ids>> = {
  'Agreement.Read.All': ['af2819c9-df71-4dd3-ade7-4d7c9dc653b7', '2f3e6f8c-093b-4c57-a58b-ba5ce494a169'],
  'Agreement.ReadWrite.All': ['ef4b5d93-3104-4664-9053-a5c49ab44218', 'c9090d00-6101-42f0-a729-c41074260d47'],
  'AgreementAcceptance.Read.All': ['a66a5341-e66e-4897-9d52-c2df58c2bfb9', 'd8e4ec18-f6c0-4620-8122-c8b1f2bf400e'],
  'Application.Read.All': ['c79f8feb-a9db-4090-85f9-90d820caa0eb', '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30'],
  'Application.ReadWrite.All': ['bdfbf15f-ee85-4955-8675-146e8e5296b5', '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9'],
  'AuditLog.Read.All': ['e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20', 'b0afded3-3588-46d8-8b3d-9842eff778da'],
  'CloudPC.Read.All': ['5252ec4e-fd40-4d92-8c68-89dd1d3c6110', 'a9e09520-8ed4-4cde-838e-4fdea192c227'],
  'CloudPC.ReadWrite.All': ['9d77138f-f0e2-47ba-ab33-cd246c8b79d1', '3b4349e1-8cf5-45a3-95b7-69d1751d3e6a'],
  'Device.Read.All': ['951183d1-1a61-466f-a6d1-1fde911bfd95', '7438b122-aefc-4978-80ed-43db9fcc7715'],
  'Device.ReadWrite.All': [undefined, '1138cb37-bd11-4084-a2b7-9f71582aeddb'],
  'DeviceManagementApps.Read.All': ['4edf5f54-4666-44af-9de9-0144fb4b6e8c', '7a6ee1e7-141e-4cec-ae74-d9db155731ff'],
  'DeviceManagementApps.ReadWrite.All': ['7b3f05d5-f68c-4b8d-8c59-a2ecd12f24af', '78145de6-330d-4800-a6ce-494ff2d33d07'],
  'DeviceManagementCloudCA.Read.All': ['ac5c8443-d999-471f-9247-ce92cf5c5560', '315b6e8c-d92a-4691-919d-00ce76d1344a'],
  'DeviceManagementCloudCA.ReadWrite.All': ['93028c58-65aa-48db-a706-1fe4ada325ec', 'f15eb2ba-ef8a-4f70-991d-da5d045154e2'],
  'DeviceManagementConfiguration.Read.All': ['f1493658-876a-4c87-8fa7-edb559b3476a', 'dc377aa6-52d8-4e23-b271-2a7ae04cedf3'],
  'DeviceManagementConfiguration.ReadWrite.All': ['0883f392-0a7a-443d-8c76-16a6d39c7b63', '9241abd9-d0e6-425a-bd4f-47ba86e767a4'],
  'DeviceManagementManagedDevices.PrivilegedOperations.All': ['3404d2bf-2b13-457e-a330-c24615765193', '5b07b0dd-2377-4e44-a38d-703f09a0dc3c'],
  'DeviceManagementManagedDevices.Read.All': ['314874da-47d6-4978-88dc-cf0d37f0bb82', '2f51be20-0bb4-4fed-bf7b-db946066c75e'],
  'DeviceManagementManagedDevices.ReadWrite.All': ['44642bfe-8385-4adc-8fc6-fe3cb2c375c3', '243333ab-4d21-40cb-a475-36241daa0842'],
  'DeviceManagementRBAC.Read.All': ['49f0cc30-024c-4dfd-ab3e-82e137ee5431', '58ca0d9a-1575-47e1-a3cb-007ef2e4583b'],
  'DeviceManagementRBAC.ReadWrite.All': ['0c5e8a55-87a6-4556-93ab-adc52c4d862d', 'e330c4f0-4170-414e-a55a-2f022ec2b57b'],
  'DeviceManagementScripts.Read.All': ['d32381d8-ee89-4220-9c83-b672aa68d404', 'c7a5be92-2b3d-4540-8a67-c96dcaae8b43'],
  'DeviceManagementScripts.ReadWrite.All': ['8b9d79d0-ad75-4566-8619-f7500ecfcebe', '9255e99d-faf5-445e-bbf7-cb71482737c4'],
  'DeviceManagementServiceConfig.Read.All': ['8696daa5-bce5-4b2e-83f9-51b6defc4e1e', '06a5fe6d-c49d-46a7-b082-56b1b14103c7'],
  'DeviceManagementServiceConfig.ReadWrite.All': ['662ed50a-ac44-4eef-ad86-62eed9be2a29', '5ac13192-7ace-4fcf-b828-1a26f28068ee'],
  'Directory.Read.All': ['06da0dbc-49e2-44d2-8312-53f166ab848a', '7ab1d382-f21e-4acd-a863-ba3e13f7da61'],
  'Directory.ReadWrite.All': ['c5366453-9fb0-48a5-a156-24f0c49a4b84', '19dbc75e-c2e2-444c-a770-ec69d8559fc7'],
  'Domain.Read.All': ['2f9ee017-59c1-4f1d-9472-bd5529a7b311', 'dbb9058a-0e50-45d7-ae91-66909b5d4664'],
  'Domain.ReadWrite.All': ['0b5d694c-a244-4bde-86e6-eb5cd07730fe', '7e05723c-0bb0-42da-be95-ae9f08a6e53c'],
  'Group.Read.All': ['5f8c59db-677d-491f-a6b8-5f174b11ec1d', '5b567255-7703-4780-807c-7be8301ae99b'],
  'Group.ReadWrite.All': ['4e46008b-f24c-477d-8fff-7bb4ec7aafe0', '62a82d76-70ea-41e2-9197-370581804d09'],
  'GroupMember.Read.All': ['bc024368-1153-4739-b217-4326f2e966d0', '98830695-27a2-44f7-8c18-0c3ebc9698f6'],
  'GroupMember.ReadWrite.All': ['f81125ac-d3b7-4573-a3b2-7099cc39df9e', 'dbaae8cf-10b5-4b86-a4a1-f871c94c6695'],
  'Organization.Read.All': ['4908d5b9-3fb2-4b1e-9336-1888b7937185', '498476ce-e0fe-48b0-b801-37ba7e2685c6'],
  'Organization.ReadWrite.All': ['46ca0847-7e6b-426e-9775-ea810a948356', '292d869f-3427-49a8-9dab-8c70152b74e9'],
  'Policy.Read.All': ['572fea84-0151-49b2-9301-11cb16974376', '246dd0d5-5bd0-4def-940b-0421030a5b68'],
  'Policy.Read.ConditionalAccess': ['633e0fce-8c58-4cfb-9495-12bbd5a24f7c', '37730810-e9ba-4e46-b07e-8ca78d182097'],
  'Policy.ReadWrite.ConditionalAccess': ['ad902697-1014-4ef5-81ef-2b4301988e8c', '01c0a623-fc9b-48e9-b794-0756f8e8f067'],
  'RoleManagement.Read.Directory': ['741c54c3-0c1e-44a1-818b-3f97ab4e8c83', '483bed4a-2ad3-4361-a73b-c83ccdbdc53c'],
  'RoleManagement.ReadWrite.Directory': ['d01b97e9-cbc0-49fe-810a-750afd5527a3', '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8'],
  'User.Read': ['e1fe6dd8-ba31-4d61-89e7-88639da4683d', undefined],
  'User.Read.All': ['a154be20-db9c-4678-8ab7-66f6cc099a59', 'df021288-bdef-4463-88db-98f22de89214'],
  'User.ReadBasic.All': ['b340eb25-3456-403f-be2f-af7a0d370277', '97235f07-e226-4f63-ace3-39588e11d3a1'],
  'User.ReadWrite': ['b4e74841-8e56-480b-be8b-910348b18b4c', undefined],
  'User.ReadWrite.All': ['204e0828-b5ca-4ad8-b9f3-f32a958e7cc4', '741f803b-c850-494e-b5df-cde7c675a1ca'],
  email: ['64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0', undefined],
  offline_access: ['7427e0e9-2fba-42fe-b0c0-848c9e6a8182', undefined],
  openid: ['37f7f235-527c-4136-accd-4a02d197296e', undefined],
  profile: ['14dad69e-099b-42c9-810b-d002981feec1', undefined],
}

/** Permissions that users may consent to for themselves. */
const OF_USERS = new Set([
  'User.Read',
  'User.ReadBasic.All',
  'User.ReadWrite',
  'email',
  'offline_access',
  'openid',
  'profile',
])

/** Graph's `appRoles`. */
export const GRAPH_APP_ROLES = Object.entries(IDS).flatMap(([value, [, id]]) =>
  id === undefined
    ? []
    : [
        {
          allowedMemberTypes: ['Application'],
          description: `Allows the app what ${value} stands for, without a signed-in user.`,
          displayName: value,
          id,
          isEnabled: true,
          origin: 'Application',
          value,
        },
      ],
)

/** Graph's `oauth2PermissionScopes`. */
export const GRAPH_SCOPES = Object.entries(IDS).flatMap(([value, [id]]) => {
  if (id === undefined) return []
  const description = `Allows the app what ${value} stands for, on behalf of the signed-in user.`
  return [
    {
      adminConsentDescription: description,
      adminConsentDisplayName: value,
      id,
      isEnabled: true,
      origin: 'Application',
      type: OF_USERS.has(value) ? 'User' : 'Admin',
      userConsentDescription: description,
      userConsentDisplayName: value,
      value,
    },
  ]
})

/** The name of a delegated permission by its id; undefined for one that means nothing here. */
export function scopeById(id: string): string | undefined {
  return GRAPH_SCOPES.find((scope) => scope.id === id.toLowerCase())?.value
}
