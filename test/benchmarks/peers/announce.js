/**
 * Opens a free port of this machine and prints its address as the assistant's log does.
 * @param {import('restify').Server} server
 */
export function announce(server) {
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${server.address().port}` })}\n`);
  });
}
