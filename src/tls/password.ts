/** Of the truststore: Java's own default, which its documentation tells everybody. The file holds nothing secret. */
export const TRUSTSTORE_PASSWORD = 'changeit'
