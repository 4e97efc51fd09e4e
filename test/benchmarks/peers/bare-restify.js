import restify from 'restify';
import { announce } from './announce.js';

/** restify with its body parser and nothing behind it. */
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', (request, response, next) => {
  response.send(200, { activities: [{ type: 'message', text: `Echo: ${request.body.text}` }] });
  next();
});
announce(server);
