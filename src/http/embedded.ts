/** Where activities of the embedded Direct Line come from; never to be believed when it comes in over HTTP. */
export const EMBEDDED_SERVICE_URL = 'urn:embedded:directline';
