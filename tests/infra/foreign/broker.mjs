// The npm broker `aedes` on free ports of this machine, over TCP and WebSocket; one line of JSON says where.
// With a folder as argument also over a WebSocket inside TLS, with cert.pem and key.pem of that folder.
import { Aedes } from "aedes";
import { readFileSync } from "node:fs";
import { createServer as createTcpServer } from "node:net";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { WebSocketServer, createWebSocketStream } from "ws";

const broker = await Aedes.createBroker();
const listening = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
const overWebSocket = (server) => {
  new WebSocketServer({ server }).on("connection", (socket, request) => broker.handle(createWebSocketStream(socket), request));
  return listening(server);
};

const [, , folder] = process.argv;
const addresses = {
  tcp: `mqtt://127.0.0.1:${await listening(createTcpServer(broker.handle))}`,
  ws: `ws://127.0.0.1:${await overWebSocket(createHttpServer())}/mqtt`,
};
if (folder) {
  const keys = { cert: readFileSync(`${folder}/cert.pem`), key: readFileSync(`${folder}/key.pem`) };
  addresses.wss = `wss://127.0.0.1:${await overWebSocket(createHttpsServer(keys))}/mqtt`;
}
console.log(JSON.stringify(addresses));
