/** Style sheets that scripts import; the bundler gives their minified text. */
declare module '*.css' {
  const text: string;
  export default text;
}
