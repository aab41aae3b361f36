// The npm broker `aedes` on free ports of this machine, over TCP and WebSocket; one line of JSON says where.
import { Aedes } from "aedes";
import { createServer as createTcpServer } from "node:net";
import { createServer as createHttpServer } from "node:http";
import { WebSocketServer, createWebSocketStream } from "ws";

const broker = await Aedes.createBroker();
const listening = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));

const http = createHttpServer();
new WebSocketServer({ server: http }).on("connection", (socket, request) => broker.handle(createWebSocketStream(socket), request));
const [tcp, ws] = [await listening(createTcpServer(broker.handle)), await listening(http)];
console.log(JSON.stringify({ tcp: `mqtt://127.0.0.1:${tcp}`, ws: `ws://127.0.0.1:${ws}/mqtt` }));
