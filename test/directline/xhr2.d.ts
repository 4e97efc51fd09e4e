declare module 'xhr2' {
  const Request: typeof XMLHttpRequest;
  export default Request;
}
