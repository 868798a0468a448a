/**
 * Facts of what the tools of Intune call beside Intune: conditional access, terms of use, devices and roles of the
 * directory, licences, domains, logs, reports. In the grammars of grammar.ts and permission-map.ts, kept by
 * hand after the public typings and the permissions reference.
 *
 * `authenticationStrengthReference` has no name in Graph: there it is a navigation property inside of a complex value,
 * which answers always hold in full.
 */
export const NEIGHBOUR_ENTITY_TYPES = `
administrativeUnit <directoryObject description:String? displayName:String? isMemberManagementRestricted:Boolean? membershipRule:String? membershipRuleProcessingState:String? membershipType:String? visibility:String?
agreement <entity displayName:String? isPerDeviceAcceptanceRequired:Boolean? isViewingBeforeAcceptanceRequired:Boolean? termsExpiration:termsExpiration? userReacceptRequiredFrequency:Duration? acceptances/agreementAcceptance[] file/agreementFile? files/agreementFileLocalization[]
agreementAcceptance <entity agreementFileId:String? agreementId:String? deviceDisplayName:String? deviceId:String? deviceOSType:String? deviceOSVersion:String? expirationDateTime:DateTimeOffset? recordedDateTime:DateTimeOffset? state:agreementAcceptanceState? userDisplayName:String? userEmail:String? userId:String? userPrincipalName:String?
agreementFile <agreementFileProperties localizations/agreementFileLocalization[]
agreementFileLocalization <agreementFileProperties versions/agreementFileVersion[]
agreementFileProperties <entity abstract createdDateTime:DateTimeOffset?! displayName:String? fileData:agreementFileData? fileName:String? isDefault:Boolean? isMajorVersion:Boolean? language:String?
agreementFileVersion <agreementFileProperties
auditLogRoot <entity directoryAudits/directoryAudit[] signIns/signIn[]
authenticationCombinationConfiguration <entity abstract appliesToCombinations:authenticationMethodModes[]
authenticationContextClassReference <entity description:String? displayName:String? isAvailable:Boolean?
authenticationStrengthPolicy <entity allowedCombinations:authenticationMethodModes[] createdDateTime:DateTimeOffset! description:String? displayName:String modifiedDateTime:DateTimeOffset! policyType:authenticationStrengthPolicyType! requirementsSatisfied:authenticationStrengthRequirements! combinationConfigurations/authenticationCombinationConfiguration[]
authenticationStrengthRoot <entity +authenticationCombinations:authenticationMethodModes[] combinations:authenticationMethodModes[] policies/authenticationStrengthPolicy[]
+compliantNetworkNamedLocation <namedLocation compliantNetworkType:compliantNetworkType isTrusted:Boolean
conditionalAccessPolicy <entity +deletedDateTime:DateTimeOffset?! conditions:conditionalAccessConditionSet createdDateTime:DateTimeOffset?! description:String? displayName:String grantControls:conditionalAccessGrantControls? modifiedDateTime:DateTimeOffset?! sessionControls:conditionalAccessSessionControls? state:conditionalAccessPolicyState
conditionalAccessRoot <entity authenticationContextClassReferences/authenticationContextClassReference[] authenticationStrength/authenticationStrengthRoot? namedLocations/namedLocation[] policies/conditionalAccessPolicy[]
contract <directoryObject contractType:String? customerId:String? defaultDomainName:String? displayName:String?
countryNamedLocation <namedLocation countriesAndRegions:String[] countryLookupMethod:countryLookupMethodType? includeUnknownCountriesAndRegions:Boolean
device <directoryObject accountEnabled:Boolean? +alternativeNames:String[]? alternativeSecurityIds:alternativeSecurityId[] approximateLastSignInDateTime:DateTimeOffset?! complianceExpirationDateTime:DateTimeOffset?! deviceCategory:String? deviceId:String? deviceMetadata:String? deviceOwnership:String? deviceVersion:Int32? displayName:String? +domainName:String? enrollmentProfileName:String? enrollmentType:String? +extensionAttributes:onPremisesExtensionAttributes? +hostnames:String[]? isCompliant:Boolean?! isManaged:Boolean? isManagementRestricted:Boolean?! isRooted:Boolean? +kind:String? managementType:String? manufacturer:String?! mdmAppId:String?! model:String?! +name:String? onPremisesLastSyncDateTime:DateTimeOffset?! onPremisesSecurityIdentifier:String?! onPremisesSyncEnabled:Boolean?! operatingSystem:String? operatingSystemVersion:String? physicalIds:String[] +platform:String? profileType:String? registrationDateTime:DateTimeOffset?! +status:String? systemLabels:String[] trustType:String?! memberOf>directoryObject[] registeredOwners>directoryObject[] registeredUsers>directoryObject[] transitiveMemberOf>directoryObject[]
directoryAudit <entity activityDateTime:DateTimeOffset activityDisplayName:String additionalDetails:keyValue[]? category:String correlationId:String? initiatedBy:auditActivityInitiator loggedByService:String? operationType:String? result:operationResult? resultReason:String? targetResources:targetResource[]? +userAgent:String?
directoryRole <directoryObject description:String?! displayName:String?! roleTemplateId:String? members>directoryObject[]
directoryRoleTemplate <directoryObject description:String?! displayName:String?!
domain <entity authenticationType:String availabilityStatus:String? isAdminManaged:Boolean isDefault:Boolean isInitial:Boolean isRoot:Boolean isVerified:Boolean passwordNotificationWindowInDays:Int32? passwordValidityPeriodInDays:Int32? state:domainState? supportedServices:String[] serviceConfigurationRecords/domainDnsRecord[] verificationDnsRecords/domainDnsRecord[]
domainDnsCnameRecord <domainDnsRecord canonicalName:String?
domainDnsMxRecord <domainDnsRecord mailExchange:String preference:Int32?
domainDnsRecord <entity isOptional:Boolean label:String recordType:String? supportedService:String ttl:Int32
domainDnsSrvRecord <domainDnsRecord nameTarget:String? port:Int32? priority:Int32? protocol:String? service:String? weight:Int32?
domainDnsTxtRecord <domainDnsRecord text:String
domainDnsUnavailableRecord <domainDnsRecord description:String?
endpoint <directoryObject capability:String! providerId:String?! providerName:String?! providerResourceId:String?! uri:String!
fido2CombinationConfiguration <authenticationCombinationConfiguration allowedAAGUIDs:String[]
identityContainer <entity conditionalAccess/conditionalAccessRoot?
identityGovernance <entity termsOfUse/termsOfUseContainer?
ipNamedLocation <namedLocation ipRanges:ipRange[] isTrusted:Boolean
namedLocation <entity abstract +deletedDateTime:DateTimeOffset?! createdDateTime:DateTimeOffset?! displayName:String modifiedDateTime:DateTimeOffset?!
orgContact <directoryObject addresses:physicalOfficeAddress[]? companyName:String? department:String? displayName:String? givenName:String? jobTitle:String? mail:String? mailNickname:String? onPremisesLastSyncDateTime:DateTimeOffset? onPremisesProvisioningErrors:onPremisesProvisioningError[]? onPremisesSyncEnabled:Boolean? phones:phone[]? proxyAddresses:String[] serviceProvisioningErrors:serviceProvisioningError[]? surname:String?
reportRoot <entity
signIn <entity appDisplayName:String? appId:String? appliedConditionalAccessPolicies:appliedConditionalAccessPolicy[]? +appliedEventListeners:appliedAuthenticationEventListener[]? +appOwnerTenantId:String? +appTokenProtectionStatus:tokenProtectionStatus? +authenticationAppDeviceDetails:authenticationAppDeviceDetails? +authenticationAppPolicyEvaluationDetails:authenticationAppPolicyDetails[]? +authenticationContextClassReferences:authenticationContext[]? +authenticationDetails:authenticationDetail[]? +authenticationMethodsUsed:String[]? +authenticationProcessingDetails:keyValue[]? +authenticationProtocol:protocolType? +authenticationRequirement:String? +authenticationRequirementPolicies:authenticationRequirementPolicy[]? +autonomousSystemNumber:Int32? +azureResourceId:String? clientAppUsed:String? +clientCredentialType:clientCredentialType? +conditionalAccessAudiences:String[]? conditionalAccessStatus:conditionalAccessStatus? correlationId:String? createdDateTime:DateTimeOffset +crossTenantAccessType:signInAccessType? deviceDetail:deviceDetail? +federatedCredentialId:String? +flaggedForReview:Boolean? +globalSecureAccessIpAddress:String? +homeTenantId:String? +homeTenantName:String? +incomingTokenType:incomingTokenType? ipAddress:String? +ipAddressFromResourceProvider:String? isInteractive:Boolean? +isTenantRestricted:Boolean? +isThroughGlobalSecureAccess:Boolean? location:signInLocation? +managedServiceIdentity:managedIdentity? +mfaDetail:mfaDetail? +networkLocationDetails:networkLocationDetail[]? +originalRequestId:String? +originalTransferMethod:originalTransferMethods? +privateLinkDetails:privateLinkDetails? +processingTimeInMilliseconds:Int32? resourceDisplayName:String? resourceId:String? +resourceOwnerTenantId:String? +resourceServicePrincipalId:String? +resourceTenantId:String? riskDetail:riskDetail? riskEventTypes_v2:String[]? riskLevelAggregated:riskLevel? riskLevelDuringSignIn:riskLevel? riskState:riskState? +servicePrincipalCredentialKeyId:String? +servicePrincipalCredentialThumbprint:String? +servicePrincipalId:String +servicePrincipalName:String? +sessionId:String? +sessionLifetimePolicies:sessionLifetimePolicy[]? +signInEventTypes:String[]? +signInIdentifier:String? +signInIdentifierType:signInIdentifierType? +signInTokenProtectionStatus:tokenProtectionStatus? status:signInStatus? +tokenIssuerName:String? +tokenIssuerType:tokenIssuerType? +tokenProtectionStatusDetails:tokenProtectionStatusDetails? +uniqueTokenIdentifier:String? +userAgent:String? userDisplayName:String? userId:String userPrincipalName:String? +userType:signInUserType?
subscribedSku <entity accountId:String? accountName:String? appliesTo:String? capabilityStatus:String? consumedUnits:Int32? prepaidUnits:licenseUnitsDetail? servicePlans:servicePlanInfo[] skuId:Guid? skuPartNumber:String? subscriptionIds:String[]?
termsOfUseContainer <entity agreementAcceptances/agreementAcceptance[] agreements/agreement[]
x509CertificateCombinationConfiguration <authenticationCombinationConfiguration allowedIssuerSkis:String[] allowedPolicyOIDs:String[]
`

export const NEIGHBOUR_COMPLEX_TYPES = `
agreementFileData data:Binary?
alternativeSecurityId identityProvider:String? key:String? type:Int32?
appIdentity appId:String? displayName:String? servicePrincipalId:String? servicePrincipalName:String?
applicationEnforcedRestrictionsSessionControl <conditionalAccessSessionControl
+appliedAuthenticationEventListener eventType:authenticationEventType? executedListenerId:String? handlerResult:authenticationEventHandlerResult?
appliedConditionalAccessPolicy +authenticationStrength:authenticationStrength? +conditionsNotSatisfied:conditionalAccessConditions? +conditionsSatisfied:conditionalAccessConditions? displayName:String? enforcedGrantControls:String[]? enforcedSessionControls:String[]? +excludeRulesSatisfied:conditionalAccessRuleSatisfied[]? id:String? +includeRulesSatisfied:conditionalAccessRuleSatisfied[]? result:appliedConditionalAccessPolicyResult? +sessionControlsNotSatisfied:String[]?
auditActivityInitiator app:appIdentity? +linkableIdentifiers:linkableIdentifiers? user:userIdentity?
+auditUserIdentity <userIdentity homeTenantId:String? homeTenantName:String?
+authenticationAppDeviceDetails appVersion:String? clientApp:String? deviceId:String? operatingSystem:String?
+authenticationAppPolicyDetails adminConfiguration:authenticationAppAdminConfiguration? authenticationEvaluation:authenticationAppEvaluation? policyName:String? status:authenticationAppPolicyStatus?
+authenticationContext detail:authenticationContextDetail? id:String?
+authenticationDetail authenticationMethod:String? authenticationMethodDetail:String? authenticationStepDateTime:DateTimeOffset? authenticationStepRequirement:String? authenticationStepResultDetail:String? succeeded:Boolean?
+authenticationEventHandlerResult
+authenticationRequirementPolicy detail:String? requirementProvider:requirementProvider?
+authenticationStrength authenticationStrengthId:String? authenticationStrengthResult:authenticationStrengthResult? displayName:String?
authenticationStrengthReference id:String allowedCombinations:authenticationMethodModes[] createdDateTime:DateTimeOffset? description:String? displayName:String? modifiedDateTime:DateTimeOffset? policyType:authenticationStrengthPolicyType? requirementsSatisfied:authenticationStrengthRequirements?
cloudAppSecuritySessionControl <conditionalAccessSessionControl cloudAppSecurityType:cloudAppSecuritySessionControlType?
conditionalAccessAllExternalTenants <conditionalAccessExternalTenants
conditionalAccessApplications applicationFilter:conditionalAccessFilter? excludeApplications:String[] +globalSecureAccess:conditionalAccessGlobalSecureAccess? includeApplications:String[] includeAuthenticationContextClassReferences:String[] includeUserActions:String[] +networkAccess:conditionalAccessNetworkAccess?
conditionalAccessAuthenticationFlows transferMethods:conditionalAccessTransferMethods
conditionalAccessClientApplications excludeServicePrincipals:String[] includeServicePrincipals:String[] servicePrincipalFilter:conditionalAccessFilter?
conditionalAccessConditionSet applications:conditionalAccessApplications? authenticationFlows:conditionalAccessAuthenticationFlows? clientApplications:conditionalAccessClientApplications? clientAppTypes:conditionalAccessClientApp[] devices:conditionalAccessDevices? +deviceStates:conditionalAccessDeviceStates? insiderRiskLevels:conditionalAccessInsiderRiskLevels? locations:conditionalAccessLocations? platforms:conditionalAccessPlatforms? servicePrincipalRiskLevels:riskLevel[] signInRiskLevels:riskLevel[] userRiskLevels:riskLevel[] users:conditionalAccessUsers? +agentIdRiskLevels:conditionalAccessAgentIdRiskLevels?
+conditionalAccessDeviceStates excludeStates:String[] includeStates:String[]
conditionalAccessDevices deviceFilter:conditionalAccessFilter? +excludeDevices:String[] +excludeDeviceStates:String[] +includeDevices:String[] +includeDeviceStates:String[]
conditionalAccessEnumeratedExternalTenants <conditionalAccessExternalTenants members:String[]
conditionalAccessExternalTenants membershipKind:conditionalAccessExternalTenantsMembershipKind?
conditionalAccessFilter mode:filterMode rule:String
+conditionalAccessGlobalSecureAccess
conditionalAccessGrantControls builtInControls:conditionalAccessGrantControl[] customAuthenticationFactors:String[] operator:String? termsOfUse:String[] authenticationStrength:authenticationStrengthReference?
conditionalAccessGuestsOrExternalUsers externalTenants:conditionalAccessExternalTenants? guestOrExternalUserTypes:conditionalAccessGuestOrExternalUserTypes
conditionalAccessLocations excludeLocations:String[] includeLocations:String[]
+conditionalAccessNetworkAccess
conditionalAccessPlatforms excludePlatforms:conditionalAccessDevicePlatform[] includePlatforms:conditionalAccessDevicePlatform[]
+conditionalAccessRuleSatisfied conditionalAccessCondition:conditionalAccessConditions? ruleSatisfied:conditionalAccessRule?
conditionalAccessSessionControl isEnabled:Boolean?
conditionalAccessSessionControls applicationEnforcedRestrictions:applicationEnforcedRestrictionsSessionControl? cloudAppSecurity:cloudAppSecuritySessionControl? +continuousAccessEvaluation:continuousAccessEvaluationSessionControl? disableResilienceDefaults:Boolean? +globalSecureAccessFilteringProfile:globalSecureAccessFilteringProfileSessionControl? persistentBrowser:persistentBrowserSessionControl? secureSignInSession:secureSignInSessionControl? signInFrequency:signInFrequencySessionControl?
conditionalAccessUsers excludeGroups:String[] excludeGuestsOrExternalUsers:conditionalAccessGuestsOrExternalUsers? excludeRoles:String[] excludeUsers:String[] includeGroups:String[] includeGuestsOrExternalUsers:conditionalAccessGuestsOrExternalUsers? includeRoles:String[] includeUsers:String[]
+continuousAccessEvaluationSessionControl mode:continuousAccessEvaluationMode?
+customExtensionCalloutResult <authenticationEventHandlerResult calloutDateTime:DateTimeOffset? customExtensionId:String? errorCode:Int32? httpStatus:Int32? numberOfAttempts:Int32?
deviceDetail browser:String? +browserId:String? deviceId:String? displayName:String? isCompliant:Boolean? isManaged:Boolean? operatingSystem:String? trustType:String?
domainState lastActionDateTime:DateTimeOffset? operation:String? status:String?
geoCoordinates altitude:Double?! latitude:Double? longitude:Double?
+globalSecureAccessFilteringProfileSessionControl <conditionalAccessSessionControl profileId:String
licenseUnitsDetail enabled:Int32? lockedOut:Int32? suspended:Int32? warning:Int32?
+linkableIdentifiers deviceId:String? sessionId:String? tokenDetails:tokenDetails?
+managedIdentity associatedResourceId:String? federatedTokenId:String? federatedTokenIssuer:String? msiType:msiType?
+mfaDetail authDetail:String? authMethod:String?
modifiedProperty displayName:String? newValue:String? oldValue:String?
+networkLocationDetail networkNames:String[]? networkType:networkType?
persistentBrowserSessionControl <conditionalAccessSessionControl mode:persistentBrowserSessionMode?
phone number:String? type:phoneType?
physicalOfficeAddress city:String? countryOrRegion:String? officeLocation:String? postalCode:String? state:String? street:String?
+privateLinkDetails policyId:String? policyName:String? policyTenantId:String? resourceId:String?
secureSignInSessionControl <conditionalAccessSessionControl
servicePlanInfo appliesTo:String? provisioningStatus:String? servicePlanId:Guid? servicePlanName:String?
+sessionLifetimePolicy detail:String? expirationRequirement:expirationRequirement?
signInFrequencySessionControl <conditionalAccessSessionControl authenticationType:signInFrequencyAuthenticationType? frequencyInterval:signInFrequencyInterval? type:signinFrequencyType? value:Int32?
signInLocation city:String? countryOrRegion:String? geoCoordinates:geoCoordinates? state:String?
signInStatus additionalDetails:String? errorCode:Int32? failureReason:String?
targetResource displayName:String? groupType:groupType? id:String? modifiedProperties:modifiedProperty[]? type:String? userPrincipalName:String?
termsExpiration frequency:Duration? startDateTime:DateTimeOffset?
+tokenDetails issuedAtDateTime:DateTimeOffset? uniqueTokenIdentifier:String?
+tokenProtectionStatusDetails signInSessionStatus:tokenProtectionStatus? signInSessionStatusCode:Int32?
userIdentity <identity ipAddress:String? userPrincipalName:String?
`

export const NEIGHBOUR_ENUM_TYPES = `
agreementAcceptanceState accepted declined unknownFutureValue
+conditionalAccessAgentIdRiskLevels flags low medium high unknownFutureValue
appliedConditionalAccessPolicyResult success failure notApplied notEnabled unknown unknownFutureValue reportOnlySuccess reportOnlyFailure reportOnlyNotApplied reportOnlyInterrupted
+authenticationAppAdminConfiguration notApplicable enabled disabled unknownFutureValue
+authenticationAppEvaluation success failure unknownFutureValue
+authenticationAppPolicyStatus unknown appLockOutOfDate appLockEnabled appLockDisabled appContextOutOfDate appContextShown appContextNotShown locationContextOutOfDate locationContextShown locationContextNotShown numberMatchOutOfDate numberMatchCorrectNumberEntered numberMatchIncorrectNumberEntered numberMatchDeny tamperResistantHardwareOutOfDate tamperResistantHardwareUsed tamperResistantHardwareNotUsed unknownFutureValue
+authenticationContextDetail required previouslySatisfied notApplicable unknownFutureValue
+authenticationEventType tokenIssuanceStart pageRenderStart unknownFutureValue attributeCollectionStart attributeCollectionSubmit emailOtpSend
authenticationMethodModes flags password voice hardwareOath softwareOath sms fido2 windowsHelloForBusiness microsoftAuthenticatorPush deviceBasedPush temporaryAccessPassOneTime temporaryAccessPassMultiUse email x509CertificateSingleFactor x509CertificateMultiFactor federatedSingleFactor federatedMultiFactor unknownFutureValue +qrCodePin
authenticationStrengthPolicyType builtIn custom unknownFutureValue
authenticationStrengthRequirements flags none=0 mfa unknownFutureValue
+authenticationStrengthResult notSet skippedForProofUp satisfied singleChallengeRequired multipleChallengesRequired singleRegistrationRequired multipleRegistrationsRequired cannotSatisfyDueToCombinationConfiguration cannotSatisfy unknownFutureValue
+clientCredentialType none clientSecret clientAssertion federatedIdentityCredential managedIdentity certificate unknownFutureValue
cloudAppSecuritySessionControlType mcasConfigured monitorOnly blockDownloads unknownFutureValue
+compliantNetworkType allTenantCompliantNetworks unknownFutureValue
conditionalAccessClientApp all browser mobileAppsAndDesktopClients exchangeActiveSync easSupported other unknownFutureValue
+conditionalAccessConditions flags none=0 application users devicePlatform location clientType signInRisk userRisk time deviceState client ipAddressSeenByAzureAD ipAddressSeenByResourceProvider unknownFutureValue servicePrincipals servicePrincipalRisk authenticationFlows insiderRisk
conditionalAccessDevicePlatform android iOS windows windowsPhone macOS all unknownFutureValue linux
conditionalAccessExternalTenantsMembershipKind all enumerated unknownFutureValue
conditionalAccessGrantControl block mfa compliantDevice domainJoinedDevice approvedApplication compliantApplication passwordChange unknownFutureValue
conditionalAccessGuestOrExternalUserTypes flags none=0 internalGuest b2bCollaborationGuest b2bCollaborationMember b2bDirectConnectUser otherExternalUser serviceProvider unknownFutureValue
conditionalAccessInsiderRiskLevels flags minor moderate elevated unknownFutureValue
conditionalAccessPolicyState enabled disabled enabledForReportingButNotEnforced
+conditionalAccessRule allApps firstPartyApps office365 appId acr appFilter allUsers guest groupId roleId userId allDevicePlatforms devicePlatform allLocations insideCorpnet allTrustedLocations locationId allDevices deviceFilter deviceState unknownFutureValue deviceFilterIncludeRuleNotMatched allDeviceStates anonymizedIPAddress unfamiliarFeatures nationStateIPAddress realTimeThreatIntelligence internalGuest b2bCollaborationGuest b2bCollaborationMember b2bDirectConnectUser otherExternalUser serviceProvider microsoftAdminPortals deviceCodeFlow authenticationTransfer insiderRisk
conditionalAccessStatus success failure notApplied unknownFutureValue
conditionalAccessTransferMethods flags none=0 deviceCodeFlow authenticationTransfer unknownFutureValue
+continuousAccessEvaluationMode strictEnforcement disabled unknownFutureValue strictLocation
countryLookupMethodType clientIpAddress authenticatorAppGps unknownFutureValue
+expirationRequirement rememberMultifactorAuthenticationOnTrustedDevices tenantTokenLifetimePolicy audienceTokenLifetimePolicy signInFrequencyPeriodicReauthentication ngcMfa signInFrequencyEveryTime unknownFutureValue
filterMode include exclude
groupType unifiedGroups azureAD unknownFutureValue
+incomingTokenType none primaryRefreshToken saml11 saml20 unknownFutureValue remoteDesktopToken refreshToken
+msiType none userAssigned systemAssigned unknownFutureValue
+networkType intranet extranet namedNetwork trusted trustedNamedLocation unknownFutureValue
operationResult success failure timeout unknownFutureValue
+originalTransferMethods none deviceCodeFlow authenticationTransfer unknownFutureValue
persistentBrowserSessionMode always never
phoneType home business mobile other assistant homeFax businessFax otherFax pager radio
+protocolType none oAuth2 ropc wsFederation saml20 deviceCode unknownFutureValue authenticationTransfer nativeAuth implicitAccessTokenAndGetResponseMode implicitIdTokenAndGetResponseMode implicitAccessTokenAndPostResponseMode implicitIdTokenAndPostResponseMode authorizationCodeWithoutPkce authorizationCodeWithPkce clientCredentials refreshTokenGrant encryptedAuthorizeResponse directUserGrant kerberos prtGrant seamlessSso prtBrokerBased prtNonBrokerBased onBehalfOf samlOnBehalfOf
+requirementProvider user request servicePrincipal v1ConditionalAccess multiConditionalAccess tenantSessionRiskPolicy accountCompromisePolicies v1ConditionalAccessDependency v1ConditionalAccessPolicyIdRequested mfaRegistrationRequiredByIdentityProtectionPolicy baselineProtection mfaRegistrationRequiredByBaselineProtection mfaRegistrationRequiredByMultiConditionalAccess enforcedForCspAdmins securityDefaults mfaRegistrationRequiredBySecurityDefaults proofUpCodeRequest crossTenantOutboundRule gpsLocationCondition riskBasedPolicy unknownFutureValue scopeBasedAuthRequirementPolicy authenticationStrengths
riskDetail none adminGeneratedTemporaryPassword userPerformedSecuredPasswordChange userPerformedSecuredPasswordReset adminConfirmedSigninSafe aiConfirmedSigninSafe userPassedMFADrivenByRiskBasedPolicy adminDismissedAllRiskForUser adminConfirmedSigninCompromised hidden adminConfirmedUserCompromised unknownFutureValue adminConfirmedServicePrincipalCompromised adminDismissedAllRiskForServicePrincipal m365DAdminDismissedDetection userChangedPasswordOnPremises adminDismissedRiskForSignIn adminConfirmedAccountSafe
riskLevel low medium high hidden none unknownFutureValue
riskState none confirmedSafe remediated dismissed atRisk confirmedCompromised unknownFutureValue
+signInAccessType none b2bCollaboration b2bDirectConnect microsoftSupport serviceProvider unknownFutureValue passthrough
signInFrequencyAuthenticationType primaryAndSecondaryAuthentication secondaryAuthentication unknownFutureValue
signInFrequencyInterval timeBased everyTime unknownFutureValue
+signInIdentifierType userPrincipalName phoneNumber proxyAddress qrCode onPremisesUserPrincipalName unknownFutureValue
signInUserType member guest unknownFutureValue
signinFrequencyType days hours
tokenIssuerType AzureAD ADFederationServices UnknownFutureValue AzureADBackupAuth ADFederationServicesMFAAdapter NPSExtension
+tokenProtectionStatus none bound unbound unknownFutureValue
`

export const NEIGHBOUR_PERMISSIONS = `
a Policy.Read.ConditionalAccess
b Policy.Read.All
c Policy.ReadWrite.ConditionalAccess
d RoleManagement.Read.Directory
e RoleManagement.ReadWrite.Directory
f Device.Read.All
g Device.ReadWrite.All
h Directory.Read.All
i Directory.ReadWrite.All
j Organization.Read.All
k Organization.ReadWrite.All
l Domain.Read.All
m Domain.ReadWrite.All
n AuditLog.Read.All
o Agreement.Read.All
p Agreement.ReadWrite.All
q AgreementAcceptance.Read.All
r DeviceManagementConfiguration.Read.All
s DeviceManagementConfiguration.ReadWrite.All
t DeviceManagementManagedDevices.Read.All
u DeviceManagementManagedDevices.ReadWrite.All
/agreements GET=op PATCH=p POST=p DELETE=p
/auditlogs GET=nh
/devices DELETE=gi/i GET=fghi/fhi PATCH=gi/i POST=gi/i
/directoryroles GET=dehi PATCH=ei POST=ei DELETE=ei
/domains GET=lmhi PATCH=m
/identity GET=abc PATCH=c
/identity/conditionalaccess GET=abc PATCH=c
/identity/conditionalaccess/authenticationcontextclassreferences DELETE=c GET=abc PATCH=c POST=c
/identity/conditionalaccess/authenticationstrength DELETE=c GET=abc PATCH=c POST=c
/identity/conditionalaccess/namedlocations DELETE=c GET=abc PATCH=c POST=c
/identity/conditionalaccess/policies DELETE=c GET=abc PATCH=c POST=c
/identitygovernance GET=op PATCH=p
/identitygovernance/termsofuse GET=op PATCH=p POST=p DELETE=p
/identitygovernance/termsofuse/agreementacceptances GET=q
/reports GET=rtsu PATCH=su
/subscribedskus GET=jkhi
`

/**
 * Types of values that Intune has in beta alone, and v1.0 of the directory as well: the beginnings of their lines, which
 * stand before those of complex-types.ts.
 */
export const VALUES_ALSO_IN_V1 = `
identity
keyValue
`
