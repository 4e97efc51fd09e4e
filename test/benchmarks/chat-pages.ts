import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Served } from '../browser/served.ts';

/** A page with our widget: one line. */
export const ours = ({ url }: Served): string => `<script src="${url}/widget.js" defer></script>`;

/** Web Chat as Microsoft's documentation puts it into a page; `early` loads the script before it is needed. */
export const theirs = ({ url }: Served, library: string, early: boolean): string => `
<button>Chat</button><div id="webchat" style="height:600px;width:400px"></div>
${early ? `<script src="${library}"></script>` : ''}
<script>
document.querySelector('button').onclick = async () => {
  const loaded = window.WebChat || new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = '${library}';
    script.onload = resolve;
    document.head.append(script);
  });
  const generated = fetch('${url}/v3/directline/tokens/generate', { method: 'POST' });
  await loaded;
  const { token } = await (await generated).json();
  window.directLine = WebChat.createDirectLine({ domain: '${url}/v3/directline', token });
  WebChat.renderWebChat({ directLine: window.directLine, locale: 'fr-CA' }, document.getElementById('webchat'));
};
</script>`;

/** One script from a server of its own, compressed as ours is. */
export async function serveScript(file: string): Promise<{ url: string; stop(): Promise<void> }> {
  const body = gzipSync(readFileSync(file), { level: 9 });
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'gzip' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webchat.js`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
