/** Written by `npm run facts`; see grammar.ts. */
export const PERMISSIONS = `
/deviceappmanagement GET=cgdh PATCH=dh
/deviceappmanagement/androidmanagedappprotections DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/androidmanagedappprotections/apps DELETE=dh GET=cgdh PATCH=dh POST=dh
/deviceappmanagement/androidmanagedappprotections/assignments DELETE=dh GET=cgdh PATCH=dh
/deviceappmanagement/androidmanagedappprotections/deploymentsummary GET=cgdh PATCH=dh
/deviceappmanagement/deviceappmanagementtasks DELETE=hd GET=gchd PATCH=hd POST=hd
/deviceappmanagement/enterprisecodesigningcertificates DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/ioslobappprovisioningconfigurations/assignments DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/ioslobappprovisioningconfigurations/devicestatuses DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/ioslobappprovisioningconfigurations/groupassignments DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/ioslobappprovisioningconfigurations/userstatuses DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/iosmanagedappprotections DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/iosmanagedappprotections/apps DELETE=dh GET=cgdh PATCH=dh POST=dh
/deviceappmanagement/iosmanagedappprotections/assignments DELETE=dh GET=cgdh PATCH=dh
/deviceappmanagement/iosmanagedappprotections/deploymentsummary GET=cgdh PATCH=dh
/deviceappmanagement/managedapppolicies/assign POST=dh
/deviceappmanagement/managedapppolicies/targetapps POST=dh
/deviceappmanagement/managedappregistrations/appliedpolicies/assign POST=dh
/deviceappmanagement/managedappregistrations/appliedpolicies/targetapps POST=dh
/deviceappmanagement/managedappregistrations/intendedpolicies/assign POST=dh
/deviceappmanagement/managedappregistrations/intendedpolicies/targetapps POST=dh
/deviceappmanagement/managedebookcategories DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/managedebooks DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/mdmwindowsinformationprotectionpolicies DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/mdmwindowsinformationprotectionpolicies/assignments DELETE=dh GET=cgdh PATCH=dh
/deviceappmanagement/mdmwindowsinformationprotectionpolicies/exemptapplockerfiles DELETE=dh GET=cgdh PATCH=dh POST=dh
/deviceappmanagement/mdmwindowsinformationprotectionpolicies/protectedapplockerfiles DELETE=dh GET=cgdh PATCH=dh POST=dh
/deviceappmanagement/mobileappcategories DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/mobileappconfigurations DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/mobileapps DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/policysets DELETE=h GET=gh POST=h
/deviceappmanagement/policysets/getpolicysets POST=gh
/deviceappmanagement/sideloadingkeys DELETE=qh GET=pgqh PATCH=qh POST=qh
/deviceappmanagement/symanteccodesigningcertificate GET=cd PATCH=d
/deviceappmanagement/syncmicrosoftstoreforbusinessapps POST=hd
/deviceappmanagement/targetedmanagedappconfigurations DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/targetedmanagedappconfigurations/apps DELETE=dh GET=cgdh PATCH=dh POST=dh
/deviceappmanagement/targetedmanagedappconfigurations/assignments DELETE=dh GET=cgdh PATCH=dh
/deviceappmanagement/targetedmanagedappconfigurations/deploymentsummary GET=cgdh PATCH=dh
/deviceappmanagement/targetedmanagedappconfigurations/settings DELETE=hd GET=gchd PATCH=hd POST=hd
/deviceappmanagement/vpptokens DELETE=qh GET=pgqh PATCH=qh POST=qh
/deviceappmanagement/vpptokens/getlicensesforapp GET=pghq
/deviceappmanagement/wdacsupplementalpolicies DELETE=d GET=cd PATCH=d POST=d
/deviceappmanagement/windowsinformationprotectiondeviceregistrations DELETE=hd GET=gchd PATCH=hd POST=hd
/deviceappmanagement/windowsinformationprotectionwipeactions DELETE=hd GET=gchd PATCH=hd POST=hd
/deviceappmanagement/windowsmanagedappprotections DELETE=hd GET=gchd PATCH=hd POST=hd
/deviceappmanagement/windowsmanagementapp GET=gjhk PATCH=hk
/deviceappmanagement/windowsmanagementapp/setasmanagedinstaller POST=gj
/devicemanagement GET=cgjlpdhkmq PATCH=dhkmq
/devicemanagement/advancedthreatprotectiononboardingstatesummary GET=gh PATCH=h
/devicemanagement/androiddeviceownerenrollmentprofiles DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/androidforworkappconfigurationschemas DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/androidforworkenrollmentprofiles DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/androidforworksettings GET=gh PATCH=h
/devicemanagement/androidmanagedstoreaccountenterprisesettings GET=gh PATCH=h
/devicemanagement/androidmanagedstoreaccountenterprisesettings/addapps POST=g
/devicemanagement/androidmanagedstoreappconfigurationschemas DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/applepushnotificationcertificate GET=gjqh PATCH=qh
/devicemanagement/applepushnotificationcertificate/downloadapplepushnotificationcertificatesigningrequest GET=qh
/devicemanagement/appleuserinitiatedenrollmentprofiles DELETE=q GET=pq PATCH=q POST=q
/devicemanagement/assignmentfilters DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/assignmentfilters/enable POST=g
/devicemanagement/auditevents DELETE=d GET=cd PATCH=d POST=d
/devicemanagement/autopilotevents DELETE=k GET=jk PATCH=k POST=k
/devicemanagement/carttoclassassociations DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/categories DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/certificateconnectordetails DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/certificateconnectordetails/gethealthmetrics POST=gh
/devicemanagement/certificateconnectordetails/gethealthmetrictimeseries POST=gh
/devicemanagement/chromeosonboardingsettings DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/chromeosonboardingsettings/connect POST=g
/devicemanagement/cloudcertificationauthority DELETE=f GET=ef PATCH=f POST=f
/devicemanagement/cloudpcconnectivityissues DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/comanageddevices DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/comanageddevices/activatedeviceesim POST=gj
/devicemanagement/comanageddevices/appdiagnostics GET=gj
/devicemanagement/comanageddevices/bypassactivationlock POST=i
/devicemanagement/comanageddevices/cleanwindowsdevice POST=i
/devicemanagement/comanageddevices/deleteuserfromsharedappledevice POST=i
/devicemanagement/comanageddevices/deprovision POST=gj
/devicemanagement/comanageddevices/disable POST=gj
/devicemanagement/comanageddevices/disablelostmode POST=i
/devicemanagement/comanageddevices/downloadappdiagnostics POST=gj
/devicemanagement/comanageddevices/enablelostmode POST=i
/devicemanagement/comanageddevices/enrollnowaction POST=gj
/devicemanagement/comanageddevices/executeaction POST=gji
/devicemanagement/comanageddevices/initiatemobiledevicemanagementkeyrecovery POST=gj
/devicemanagement/comanageddevices/initiateondemandproactiveremediation POST=gj
/devicemanagement/comanageddevices/locatedevice POST=i
/devicemanagement/comanageddevices/logoutsharedappledeviceactiveuser POST=i
/devicemanagement/comanageddevices/movedevicestoou POST=gj
/devicemanagement/comanageddevices/playlostmodesound POST=i
/devicemanagement/comanageddevices/rebootnow POST=i
/devicemanagement/comanageddevices/recoverpasscode POST=i
/devicemanagement/comanageddevices/reenable POST=gj
/devicemanagement/comanageddevices/remotelock POST=i
/devicemanagement/comanageddevices/removedevicefirmwareconfigurationinterfacemanagement POST=gj
/devicemanagement/comanageddevices/resetpasscode POST=i
/devicemanagement/comanageddevices/retire POST=i
/devicemanagement/comanageddevices/revokeapplevpplicenses POST=i
/devicemanagement/comanageddevices/rotatefilevaultkey POST=i
/devicemanagement/comanageddevices/rotatelocaladminpassword POST=gj
/devicemanagement/comanageddevices/setdevicename POST=i
/devicemanagement/comanageddevices/shutdown POST=i
/devicemanagement/comanageddevices/syncdevice POST=i
/devicemanagement/comanageddevices/triggerconfigurationmanageraction POST=i
/devicemanagement/comanageddevices/updatewindowsdeviceaccount POST=i
/devicemanagement/comanageddevices/windowsdefenderscan POST=i
/devicemanagement/comanageddevices/windowsdefenderupdatesignatures POST=i
/devicemanagement/comanageddevices/wipe POST=hki
/devicemanagement/comanagementeligibledevices DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/compliancecategories DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/compliancemanagementpartners DELETE=qh GET=pgqh PATCH=qh POST=qh
/devicemanagement/compliancepolicies DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/compliancepolicies/setscheduledactions POST=g
/devicemanagement/compliancesettings DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/conditionalaccesssettings GET=pgqh PATCH=qh
/devicemanagement/configmanagercollections DELETE=hd GET=gchd PATCH=hd POST=hd
/devicemanagement/configmanagercollections/getpolicysummary GET=gcdh
/devicemanagement/configurationcategories DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/configurationpolicies DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/configurationpolicies/reorder POST=g
/devicemanagement/configurationpolicytemplates DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/configurationsettings DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/datasharingconsents DELETE=qh GET=gqh PATCH=qh POST=qh
/devicemanagement/datasharingconsents/consenttodatasharing POST=q
/devicemanagement/deponboardingsettings DELETE=q GET=pq PATCH=q POST=q
/devicemanagement/deponboardingsettings/generateencryptionpublickey POST=pq
/devicemanagement/detectedapps DELETE=kh GET=jgkh PATCH=kh POST=kh
/devicemanagement/detectedapps/manageddevices DELETE=k GET=jk PATCH=k POST=k
/devicemanagement/devicecategories DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/devicecompliancepolicies DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/devicecompliancepolicies/getnoncompliantdevicestoretire POST=gh
/devicemanagement/devicecompliancepolicydevicestatesummary GET=gh PATCH=h
/devicemanagement/devicecompliancepolicysettingstatesummaries DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/devicecompliancescripts DELETE=hko GET=gjnhko PATCH=hko POST=hko
/devicemanagement/devicecompliancescripts/assignments DELETE=gh GET=gh PATCH=gh POST=gh
/devicemanagement/devicecompliancescripts/devicerunstates DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/devicecompliancescripts/runsummary GET=gjhk PATCH=hk
/devicemanagement/deviceconfigurationconflictsummary DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/deviceconfigurationdevicestatesummaries GET=gh PATCH=h
/devicemanagement/deviceconfigurationrestrictedappsviolations DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/deviceconfigurations DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificate/assignments DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificate/devicesettingstatesummaries DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificate/devicestatuses DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificate/devicestatusoverview PATCH=h
/devicemanagement/deviceconfigurations/identitycertificate/groupassignments DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificate/manageddevicecertificatestates DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificate/rootcertificate DELETE=h PATCH=h
/devicemanagement/deviceconfigurations/identitycertificate/userstatuses DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificate/userstatusoverview PATCH=h
/devicemanagement/deviceconfigurations/identitycertificateforclientauthentication/assignments DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificateforclientauthentication/devicesettingstatesummaries DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificateforclientauthentication/devicestatuses DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificateforclientauthentication/devicestatusoverview PATCH=h
/devicemanagement/deviceconfigurations/identitycertificateforclientauthentication/groupassignments DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificateforclientauthentication/manageddevicecertificatestates DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificateforclientauthentication/rootcertificate DELETE=h PATCH=h
/devicemanagement/deviceconfigurations/identitycertificateforclientauthentication/userstatuses DELETE=h PATCH=h POST=h
/devicemanagement/deviceconfigurations/identitycertificateforclientauthentication/userstatusoverview PATCH=h
/devicemanagement/deviceconfigurationsallmanageddevicecertificatestates DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/deviceconfigurationuserstatesummaries GET=gh PATCH=h
/devicemanagement/devicecustomattributeshellscripts DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/deviceenrollmentconfigurations DELETE=qh GET=pgqh PATCH=qh POST=qh
/devicemanagement/deviceenrollmentconfigurations/createenrollmentnotificationconfiguration POST=pg
/devicemanagement/devicehealthscripts DELETE=gho GET=gnho PATCH=gho POST=gho
/devicemanagement/devicehealthscripts/assignments DELETE=gh GET=gh PATCH=gh POST=gh
/devicemanagement/devicehealthscripts/devicerunstates DELETE=gh GET=gh PATCH=gh POST=gh
/devicemanagement/devicehealthscripts/devicerunstates/manageddevice DELETE=hk GET=gjhk PATCH=hk
/devicemanagement/devicehealthscripts/extractparametersfromscript POST=o
/devicemanagement/devicehealthscripts/runsummary PATCH=gh
/devicemanagement/devicemanagementpartners DELETE=qh GET=pgqh PATCH=qh POST=qh
/devicemanagement/devicemanagementpartners/terminate POST=pg
/devicemanagement/devicemanagementscripts/assignments DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/devicemanagementscripts/devicerunstates DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/devicemanagementscripts/groupassignments DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/devicemanagementscripts/runsummary GET=gjhk PATCH=hk
/devicemanagement/devicemanagementscripts/userrunstates DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/deviceshellscripts DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/domainjoinconnectors DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/embeddedsimactivationcodepools DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/enableandroiddeviceadministratorenrollment POST=gh
/devicemanagement/enableunlicensedadminstrators POST=q
/devicemanagement/evaluateassignmentfilter POST=g
/devicemanagement/exchangeconnectors DELETE=qh GET=pgqh PATCH=qh POST=qh
/devicemanagement/exchangeonpremisespolicies GET=pgqh PATCH=qh
/devicemanagement/exchangeonpremisespolicy GET=pgqh PATCH=qh
/devicemanagement/getallowedremoteassistanceactions GET=pghq
/devicemanagement/getassignedroledetails GET=glhm
/devicemanagement/getassignmentfiltersstatusdetails POST=gh
/devicemanagement/getcomanageddevicessummary GET=gjhk
/devicemanagement/getcomanagementeligibledevicessummary GET=gjhk
/devicemanagement/geteffectivepermissions GET=lm
/devicemanagement/geteffectivepermissionsscope={value} GET=l
/devicemanagement/getsuggestedenrollmentlimit GET=pq
/devicemanagement/grouppolicycategories DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/grouppolicyconfigurations DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/grouppolicydefinitionfiles GET=gh PATCH=h
/devicemanagement/grouppolicydefinitions DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/grouppolicymigrationreports DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/grouppolicymigrationreports/updatescopetags POST=g
/devicemanagement/grouppolicyobjectfiles DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/grouppolicyuploadeddefinitionfiles DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/hardwareconfigurations DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/hardwareconfigurations/assignhardwareconfiguration POST=g
/devicemanagement/hardwarepasswordinfo DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/importeddeviceidentities DELETE=q GET=pq PATCH=q POST=q
/devicemanagement/importeddeviceidentities/searchexistingidentities POST=pq
/devicemanagement/importedwindowsautopilotdeviceidentities DELETE=q GET=pq POST=q
/devicemanagement/intents DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/intunebrandingprofiles DELETE=d GET=cd PATCH=d POST=d
/devicemanagement/iosupdatestatuses DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/macossoftwareupdateaccountsummaries DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/manageddeviceencryptionstates DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/manageddeviceoverview GET=jgkh PATCH=kh
/devicemanagement/manageddevices DELETE=kh GET=jgkh PATCH=kh POST=kh
/devicemanagement/manageddevices/activatedeviceesim POST=gj
/devicemanagement/manageddevices/appdiagnostics GET=gj
/devicemanagement/manageddevices/bulkreprovisioncloudpc POST=b
/devicemanagement/manageddevices/bulkrestorecloudpc POST=b
/devicemanagement/manageddevices/bulksetcloudpcreviewstatus POST=b
/devicemanagement/manageddevices/bypassactivationlock POST=i
/devicemanagement/manageddevices/cleanwindowsdevice POST=i
/devicemanagement/manageddevices/deleteuserfromsharedappledevice POST=i
/devicemanagement/manageddevices/deprovision POST=gj
/devicemanagement/manageddevices/disable POST=gj
/devicemanagement/manageddevices/disablelostmode POST=i
/devicemanagement/manageddevices/downloadappdiagnostics POST=gj
/devicemanagement/manageddevices/enablelostmode POST=i
/devicemanagement/manageddevices/enrollnowaction POST=gj
/devicemanagement/manageddevices/executeaction POST=gji
/devicemanagement/manageddevices/getcloudpcremoteactionresults GET=b
/devicemanagement/manageddevices/getcloudpcreviewstatus GET=ab
/devicemanagement/manageddevices/getfilevaultkey GET=gjhk
/devicemanagement/manageddevices/getoemwarranty GET=gjhk
/devicemanagement/manageddevices/getsyncstatus GET=i
/devicemanagement/manageddevices/initiatemobiledevicemanagementkeyrecovery POST=gj
/devicemanagement/manageddevices/initiateondemandproactiveremediation POST=gj
/devicemanagement/manageddevices/locatedevice POST=i
/devicemanagement/manageddevices/logoutsharedappledeviceactiveuser POST=i
/devicemanagement/manageddevices/movedevicestoou POST=gj
/devicemanagement/manageddevices/playlostmodesound POST=i
/devicemanagement/manageddevices/rebootnow POST=i
/devicemanagement/manageddevices/recoverpasscode POST=i
/devicemanagement/manageddevices/reenable POST=gj
/devicemanagement/manageddevices/remotelock POST=i
/devicemanagement/manageddevices/removedevicefirmwareconfigurationinterfacemanagement POST=gj
/devicemanagement/manageddevices/resetpasscode POST=i
/devicemanagement/manageddevices/retire POST=i
/devicemanagement/manageddevices/revokeapplevpplicenses POST=i
/devicemanagement/manageddevices/rotatebitlockerkeys POST=hk
/devicemanagement/manageddevices/rotatefilevaultkey POST=i
/devicemanagement/manageddevices/rotatelocaladminpassword POST=gj
/devicemanagement/manageddevices/sendcustomnotificationtocompanyportal POST=hk
/devicemanagement/manageddevices/setcloudpcreviewstatus POST=b
/devicemanagement/manageddevices/setdevicename POST=i
/devicemanagement/manageddevices/shutdown POST=i
/devicemanagement/manageddevices/syncdevice POST=i
/devicemanagement/manageddevices/triggerconfigurationmanageraction POST=i
/devicemanagement/manageddevices/updatewindowsdeviceaccount POST=i
/devicemanagement/manageddevices/windowsdefenderscan POST=i
/devicemanagement/manageddevices/windowsdefenderupdatesignatures POST=i
/devicemanagement/manageddevices/wipe POST=khi
/devicemanagement/managementconditions DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/managementconditionstatements DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/microsofttunnelconfigurations DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/microsofttunnelhealththresholds DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/microsofttunnelserverlogcollectionresponses DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/microsofttunnelserverlogcollectionresponses/createdownloadurl POST=gh
/devicemanagement/microsofttunnelserverlogcollectionresponses/generatedownloadurl POST=g
/devicemanagement/microsofttunnelsites DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/microsofttunnelsites/microsofttunnelservers/createserverlogcollectionrequest POST=g
/devicemanagement/microsofttunnelsites/microsofttunnelservers/generateserverlogcollectionrequest POST=g
/devicemanagement/microsofttunnelsites/microsofttunnelservers/gethealthmetrics POST=gh
/devicemanagement/microsofttunnelsites/microsofttunnelservers/gethealthmetrictimeseries POST=gh
/devicemanagement/microsofttunnelsites/requestupgrade POST=g
/devicemanagement/mobileapptroubleshootingevents DELETE=k GET=jk PATCH=k POST=k
/devicemanagement/mobileapptroubleshootingevents/applogcollectionrequests DELETE=kh GET=jgkh PATCH=kh POST=kh
/devicemanagement/mobileapptroubleshootingevents/applogcollectionrequests/createdownloadurl POST=jghk
/devicemanagement/mobilethreatdefenseconnectors DELETE=qh GET=pgqh PATCH=qh POST=qh
/devicemanagement/monitoring/adminhighlights GET=/a
/devicemanagement/monitoring/adminhighlights/dismiss POST=/b
/devicemanagement/monitoring/alertrecords GET=/ab
/devicemanagement/monitoring/alertrecords/setportalnotificationassent POST=/b
/devicemanagement/monitoring/alertrules GET=/ab PATCH=/b POST=/b
/devicemanagement/ndesconnectors DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/notificationmessagetemplates DELETE=q GET=pq PATCH=q POST=q
/devicemanagement/oemwarrantyinformationonboarding DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/oemwarrantyinformationonboarding/disable POST=gj
/devicemanagement/oemwarrantyinformationonboarding/enable POST=gj
/devicemanagement/operationapprovalpolicies DELETE=hm GET=glhm PATCH=hm POST=hm
/devicemanagement/operationapprovalrequests DELETE=hm GET=glhm PATCH=hm POST=hm
/devicemanagement/operationapprovalrequests/approve POST=gl
/devicemanagement/operationapprovalrequests/cancelapproval POST=gl
/devicemanagement/operationapprovalrequests/cancelmyrequest POST=gl
/devicemanagement/operationapprovalrequests/getrequeststatus POST=glhm
/devicemanagement/operationapprovalrequests/reject POST=gl
/devicemanagement/remoteactionaudits DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/remoteassistancepartners DELETE=qh GET=pgqh PATCH=qh POST=qh
/devicemanagement/remoteassistancesettings GET=pgqh PATCH=qh
/devicemanagement/reportremoteassistance POST=pg
/devicemanagement/reportremotehelpsessionstarttime POST=pg
/devicemanagement/reports GET=gcjphdkq PATCH=hdkq
/devicemanagement/reports/cachedreportconfigurations DELETE=hdk GET=gcjhdk PATCH=hdk POST=hdk
/devicemanagement/reports/exportjobs DELETE=hdk GET=gcjhdk PATCH=hdk POST=hdk
/devicemanagement/reports/getcachedreport POST=gcjdhk
/devicemanagement/reports/getcompliancepolicynoncompliancereport POST=gcjdhk
/devicemanagement/reports/getcompliancepolicynoncompliancesummaryreport POST=gcjdhk
/devicemanagement/reports/getcompliancesettingnoncompliancereport POST=gcjdhk
/devicemanagement/reports/getconfigurationpolicynoncompliancereport POST=gcjdhk
/devicemanagement/reports/getconfigurationpolicynoncompliancesummaryreport POST=gcjdhk
/devicemanagement/reports/getconfigurationsettingnoncompliancereport POST=gcjdhk
/devicemanagement/reports/getdevicemanagementintentpersettingcontributingprofiles POST=gcjdhk
/devicemanagement/reports/getdevicemanagementintentsettingsreport POST=gcjdhk
/devicemanagement/reports/getdevicenoncompliancereport POST=gcjdhk
/devicemanagement/reports/getdevicepoliciescompliancereport POST=gcjdhk
/devicemanagement/reports/getdevicepolicysettingscompliancereport POST=gcjdhk
/devicemanagement/reports/getdevicesstatusbypolicyplatformcompliancereport POST=gcjdhk
/devicemanagement/reports/getdevicesstatusbysettingreport POST=gcjdhk
/devicemanagement/reports/getdevicestatusbycompliacepolicyreport POST=gcjdhk
/devicemanagement/reports/getdevicestatusbycompliancepolicysettingreport POST=gcjdhk
/devicemanagement/reports/getdevicestatussummarybycompliacepolicyreport POST=gcjdhk
/devicemanagement/reports/getdevicestatussummarybycompliancepolicysettingsreport POST=gcjdhk
/devicemanagement/reports/getdeviceswithoutcompliancepolicyreport POST=gcjdhk
/devicemanagement/reports/getgrouppolicysettingsdevicesettingsreport POST=gh
/devicemanagement/reports/gethistoricalreport POST=gcjdhk
/devicemanagement/reports/getmobileapplicationmanagementappconfigurationreport POST=gcdh
/devicemanagement/reports/getmobileapplicationmanagementappregistrationsummaryreport POST=gcdh
/devicemanagement/reports/getnoncompliantdevicesandsettingsreport POST=gcjdhk
/devicemanagement/reports/getpolicynoncompliancemetadata POST=gcjdhk
/devicemanagement/reports/getpolicynoncompliancereport POST=gcjdhk
/devicemanagement/reports/getpolicynoncompliancesummaryreport POST=gcjdhk
/devicemanagement/reports/getremoteassistancemonitoractivesessionsreport POST=pghq
/devicemanagement/reports/getremoteassistancemonitoravgsessiontimereport POST=pghq
/devicemanagement/reports/getremoteassistancemonitortotalsessionsreport POST=pghq
/devicemanagement/reports/getremoteassistancesessionsreport POST=pghq
/devicemanagement/reports/getreportfilters POST=gcjdhk
/devicemanagement/reports/getsettingcomplianceaggreport POST=gcjdhk
/devicemanagement/reports/getsettingnoncompliancereport POST=gcjdhk
/devicemanagement/reports/getzebrafotadeploymentreport POST=gh
/devicemanagement/reports/reportschedules DELETE=hdk GET=gcjhdk PATCH=hdk POST=hdk
/devicemanagement/resourceaccessprofiles DELETE=q GET=pq PATCH=q POST=q
/devicemanagement/resourceoperations DELETE=mh GET=lgmh PATCH=mh POST=mh
/devicemanagement/resourceoperations/getscopesforuser GET=glhm
/devicemanagement/reusablepolicysettings DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/reusablepolicysettings/clone POST=g
/devicemanagement/reusablepolicysettings/referencingconfigurationpolicies/reorder POST=g
/devicemanagement/reusablesettings DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/roleassignments DELETE=mh GET=lgmh PATCH=mh POST=mh
/devicemanagement/roledefinitions DELETE=mh GET=lgmh PATCH=mh POST=mh
/devicemanagement/roledefinitions/roleassignments/rolescopetags DELETE=hm GET=glhm PATCH=hm POST=hm
/devicemanagement/roledefinitions/roleassignments/rolescopetags/getrolescopetagsbyid POST=glhm
/devicemanagement/rolescopetags DELETE=hm GET=glhm PATCH=hm POST=hm
/devicemanagement/rolescopetags/getrolescopetagsbyid POST=glhm
/devicemanagement/scopedforresource GET=glhm
/devicemanagement/settingdefinitions DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/softwareupdatestatussummary GET=gh PATCH=h
/devicemanagement/telecomexpensemanagementpartners DELETE=q GET=pq PATCH=q POST=q
/devicemanagement/templates DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/templatesettings DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/tenantattachrbac GET=gjhk PATCH=hk
/devicemanagement/tenantattachrbac/enable POST=gj
/devicemanagement/termsandconditions DELETE=q GET=pq PATCH=q POST=q
/devicemanagement/troubleshootingevents DELETE=k GET=jk PATCH=k POST=k
/devicemanagement/userexperienceanalyticsanomaly DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsanomalydevice DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsapphealthapplicationperformance DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsapphealthapplicationperformancebyappversion DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsapphealthapplicationperformancebyappversiondetails DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsapphealthapplicationperformancebyappversiondeviceid DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsapphealthapplicationperformancebyosversion DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsapphealthdevicemodelperformance DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsapphealthdeviceperformance DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsapphealthdeviceperformancedetails DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsapphealthosversionperformance DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsapphealthoverview GET=jghk PATCH=hk
/devicemanagement/userexperienceanalyticsbaselines DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsbatteryhealthappimpact DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsbatteryhealthcapacitydetails GET=gjhk PATCH=hk
/devicemanagement/userexperienceanalyticsbatteryhealthdeviceappimpact DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsbatteryhealthdeviceperformance DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsbatteryhealthdeviceruntimehistory DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsbatteryhealthmodelperformance DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsbatteryhealthosperformance DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsbatteryhealthruntimedetails GET=gjhk PATCH=hk
/devicemanagement/userexperienceanalyticscategories GET=jghk PATCH=hk
/devicemanagement/userexperienceanalyticsdevicemetrichistory DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsdeviceperformance DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsdevicescope DELETE=hk GET=gjhk PATCH=hk
/devicemanagement/userexperienceanalyticsdevicescope/triggerdevicescopeaction POST=gj
/devicemanagement/userexperienceanalyticsdevicescopes DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsdevicescopes/triggerdevicescopeaction POST=gj
/devicemanagement/userexperienceanalyticsdevicescores DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsdevicestartuphistory DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsdevicestartupprocesses DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsdevicestartupprocessperformance DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsdeviceswithoutcloudidentity DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsdevicetimelineevents GET=gjhk
/devicemanagement/userexperienceanalyticsimpactingprocess DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsmetrichistory DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsmodelscores DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsnotautopilotreadydevice DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsoverview GET=jghk PATCH=hk
/devicemanagement/userexperienceanalyticsregressionsummary GET=gjhk PATCH=hk
/devicemanagement/userexperienceanalyticsremoteconnection DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsremoteconnection/summarizedeviceremoteconnection GET=hk
/devicemanagement/userexperienceanalyticsresourceperformance DELETE=hk GET=gjhk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsresourceperformance/summarizedeviceresourceperformance GET=hk
/devicemanagement/userexperienceanalyticsscorehistory DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticssummarizeddevicescopes GET=gj
/devicemanagement/userexperienceanalyticssummarizeworkfromanywheredevices GET=kh
/devicemanagement/userexperienceanalyticsworkfromanywherehardwarereadinessmetric GET=jghk PATCH=hk
/devicemanagement/userexperienceanalyticsworkfromanywheremetrics DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userexperienceanalyticsworkfromanywheremodelperformance DELETE=hk GET=jghk PATCH=hk POST=hk
/devicemanagement/userpfxcertificates DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/verifywindowsenrollmentautodiscovery GET=qh
/devicemanagement/virtualendpoint/acquireazuremapsaccesstoken GET=/ab
/devicemanagement/virtualendpoint/auditevents GET=ab
/devicemanagement/virtualendpoint/cloudapps DELETE=b GET=ab PATCH=b POST=b
/devicemanagement/virtualendpoint/cloudapps/retrievediscoveredapps GET=a
/devicemanagement/virtualendpoint/cloudpcs GET=ab
/devicemanagement/virtualendpoint/cloudpcs/changeuseraccounttype POST=b
/devicemanagement/virtualendpoint/cloudpcs/endgraceperiod POST=b
/devicemanagement/virtualendpoint/cloudpcs/getsupportedcloudpcremoteactions GET=b/a
/devicemanagement/virtualendpoint/cloudpcs/poweroff POST=b
/devicemanagement/virtualendpoint/cloudpcs/poweron POST=b
/devicemanagement/virtualendpoint/cloudpcs/reboot POST=b
/devicemanagement/virtualendpoint/cloudpcs/relocate POST=b
/devicemanagement/virtualendpoint/cloudpcs/rename POST=b
/devicemanagement/virtualendpoint/cloudpcs/reprovision POST=b
/devicemanagement/virtualendpoint/cloudpcs/resize POST=b
/devicemanagement/virtualendpoint/cloudpcs/restore POST=b
/devicemanagement/virtualendpoint/cloudpcs/retrypartneragentinstallation POST=b
/devicemanagement/virtualendpoint/cloudpcs/setdevicename POST=b
/devicemanagement/virtualendpoint/cloudpcs/start POST=b
/devicemanagement/virtualendpoint/cloudpcs/stop POST=b
/devicemanagement/virtualendpoint/cloudpcs/troubleshoot POST=b
/devicemanagement/virtualendpoint/crosscloudgovernmentorganizationmapping GET=/ab POST=/b
/devicemanagement/virtualendpoint/deviceimages DELETE=b GET=ab PATCH=b POST=b
/devicemanagement/virtualendpoint/externalpartnersettings GET=ab PATCH=b POST=b
/devicemanagement/virtualendpoint/galleryimages GET=ab
/devicemanagement/virtualendpoint/geteffectivepermissions GET=/ab
/devicemanagement/virtualendpoint/managedlicenses GET=ab
/devicemanagement/virtualendpoint/onpremisesconnections DELETE=/b GET=ab PATCH=/b POST=/b
/devicemanagement/virtualendpoint/onpremisesconnections/updateaddomainpassword POST=b
/devicemanagement/virtualendpoint/organizationconfiguration GET=ab PATCH=b
/devicemanagement/virtualendpoint/organizationsettings GET=ab PATCH=ab
/devicemanagement/virtualendpoint/provisioningpolicies DELETE=b GET=ab PATCH=b POST=b
/devicemanagement/virtualendpoint/provisioningpolicies/assignments/cloudpcusersettingspersistence GET=a
/devicemanagement/virtualendpoint/provisioningpolicies/assignments/usersettingspersistencedetail GET=b
/devicemanagement/virtualendpoint/provisioningpolicies/assignments/usersettingspersistencedetail/batchcleanupusersettingspersistenceprofile POST=b
/devicemanagement/virtualendpoint/provisioningpolicies/retrieveuserprovisioningpolicies GET=b
/devicemanagement/virtualendpoint/report/retrievecloudpcclientappusagereport POST=b
/devicemanagement/virtualendpoint/report/retrievecloudpcrecommendationreports POST=b
/devicemanagement/virtualendpoint/reports/exportjobs GET=b POST=b
/devicemanagement/virtualendpoint/reports/getdailyaggregatedremoteconnectionreports POST=ab
/devicemanagement/virtualendpoint/reports/getrealtimeremoteconnectionlatency GET=ab
/devicemanagement/virtualendpoint/reports/getrealtimeremoteconnectionstatus GET=ab
/devicemanagement/virtualendpoint/reports/getremoteconnectionhistoricalreports POST=ab
/devicemanagement/virtualendpoint/reports/getshareduselicenseusagereport POST=ab
/devicemanagement/virtualendpoint/reports/gettotalaggregatedremoteconnectionreports POST=ab
/devicemanagement/virtualendpoint/reports/retrievecloudpcperformancemetricsreport POST=ab
/devicemanagement/virtualendpoint/reports/retrievecloudpcrecommendationreports POST=b
/devicemanagement/virtualendpoint/reports/retrievecloudpctroubleshootreports POST=ab
/devicemanagement/virtualendpoint/serviceplans GET=ab
/devicemanagement/virtualendpoint/settingprofiles DELETE=b GET=ab PATCH=b POST=b
/devicemanagement/virtualendpoint/settingprofiles/retrievesettingcategories GET=a
/devicemanagement/virtualendpoint/settingprofiles/retrievesettingdefinitions GET=a
/devicemanagement/virtualendpoint/settingprofiles/retrievesettingtemplates GET=a
/devicemanagement/virtualendpoint/shareduseserviceplans GET=ab
/devicemanagement/virtualendpoint/snapshots GET=ab
/devicemanagement/virtualendpoint/supportedregions GET=ab
/devicemanagement/virtualendpoint/usersettings DELETE=b GET=ab POST=b
/devicemanagement/windowsautopilotdeploymentprofiles DELETE=q GET=pq PATCH=q POST=q
/devicemanagement/windowsautopilotdeviceidentities DELETE=q GET=pq POST=q
/devicemanagement/windowsautopilotdeviceidentities/deploymentprofile/assigneddevices/unassignuserfromdevice POST=pq
/devicemanagement/windowsautopilotdeviceidentities/unassignuserfromdevice POST=pq
/devicemanagement/windowsautopilotsettings GET=pq PATCH=q
/devicemanagement/windowsdriverupdateprofiles DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/windowsdriverupdateprofiles/executeaction POST=g
/devicemanagement/windowsdriverupdateprofiles/syncinventory POST=g
/devicemanagement/windowsfeatureupdateprofiles DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/windowsinformationprotectionapplearningsummaries DELETE=d GET=cd PATCH=d POST=d
/devicemanagement/windowsinformationprotectionnetworklearningsummaries DELETE=d GET=cd PATCH=d POST=d
/devicemanagement/windowsmalwareinformation DELETE=kh GET=jgkh PATCH=kh POST=kh
/devicemanagement/windowsmalwareinformation/windowsdevicesprotectionstate GET=jk PATCH=k
/devicemanagement/windowsqualityupdateprofiles DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/windowsupdatecatalogitems DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/zebrafotaartifacts DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/zebrafotaconnector GET=gh PATCH=h
/devicemanagement/zebrafotaconnector/approvefotaapps POST=g
/devicemanagement/zebrafotaconnector/connect POST=g
/devicemanagement/zebrafotaconnector/hasactivedeployments POST=g
/devicemanagement/zebrafotadeployments DELETE=h GET=gh PATCH=h POST=h
/devicemanagement/zebrafotadeployments/cancel POST=g
/me/cloudpcs GET=ab
/me/cloudpcs/getcloudpclaunchinfo GET=/ab
/me/cloudpcs/getfrontlinecloudpcaccessstate GET=b/
/me/cloudpcs/reboot POST=b
/me/cloudpcs/rename POST=b
/me/cloudpcs/reprovision POST=b
/me/cloudpcs/retrievecloudpclaunchdetail GET=/ab
/me/cloudpcs/start POST=/b
/me/cloudpcs/stop POST=/b
/me/cloudpcs/troubleshoot POST=b
/users/cloudpcs GET=ab
/users/cloudpcs/getcloudpclaunchinfo GET=/ab
/users/cloudpcs/reboot POST=b
/users/cloudpcs/rename POST=b
/users/cloudpcs/reprovision POST=b
/users/cloudpcs/retrievecloudpclaunchdetail GET=/ab
/users/cloudpcs/start POST=/b
/users/cloudpcs/stop POST=/b
/users/cloudpcs/troubleshoot POST=b
/users/exportdeviceandappmanagementdata GET=pghq
/users/getmanagedappdiagnosticstatuses GET=cd
/users/getmanagedapppolicies GET=cd
/users/getmanageddeviceswithappfailures GET=jk
/users/getmanageddeviceswithfailedorpendingapps GET=jk
/users/ismanagedappuserblocked GET=gcdh
/users/mobileappintentandstates DELETE=k GET=jk PATCH=k POST=k
/users/unblockmanagedapps POST=hd
/users/wipeandblockmanagedapps POST=hd
/users/wipemanagedappregistrationsbyazureaddeviceid POST=gc
/users/wipemanagedappregistrationsbydevicetag POST=d
a CloudPC.Read.All
b CloudPC.ReadWrite.All
c DeviceManagementApps.Read.All
d DeviceManagementApps.ReadWrite.All
e DeviceManagementCloudCA.Read.All
f DeviceManagementCloudCA.ReadWrite.All
g DeviceManagementConfiguration.Read.All
h DeviceManagementConfiguration.ReadWrite.All
i DeviceManagementManagedDevices.PrivilegedOperations.All
j DeviceManagementManagedDevices.Read.All
k DeviceManagementManagedDevices.ReadWrite.All
l DeviceManagementRBAC.Read.All
m DeviceManagementRBAC.ReadWrite.All
n DeviceManagementScripts.Read.All
o DeviceManagementScripts.ReadWrite.All
p DeviceManagementServiceConfig.Read.All
q DeviceManagementServiceConfig.ReadWrite.All
`
