import { createProxyServer } from 'httpxy';
import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What the network does to a request. `halfAnswered`: the server carries it out and the connection breaks in the
 * middle of the answer. `slow`: it carries it out, and the answer never comes.
 */
export type NetworkFault = 'none' | 'down' | 'error500' | 'gatewayPage' | 'slow' | 'halfAnswered';

export type FaultProxy = {
  baseUrl: string;
  /** What happens to requests whose path contains `to`, from now on; all others pass. */
  fail: (fault: NetworkFault, to?: string) => void;
  /** Requests that reached the server, as "POST /path". */
  passed: string[];
  close: () => Promise<void>;
};

/** Stands between a client and a real server, and fails on purpose. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const state: { fault: NetworkFault; to: string } = { fault: 'none', to: '' };
  const passed: string[] = [];
  // A connection that is kept may be closed by the server just as the next request leaves on it: no fault of ours.
  const agent = new Agent({ keepAlive: false });
  const whole = createProxyServer({ target, agent });
  const kept = createProxyServer({ target, agent, selfHandleResponse: true });
  kept.on('proxyRes', (answer, _request, response) => {
    answer.resume();
    answer.once('end', () => {
      if (state.fault === 'slow') return;
      const { socket } = response;
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': '5000',
      });
      response.write('{"siteCode":"6', () => socket?.destroy());
    });
  });
  const server = createServer((request, response) => {
    const isHit = (request.url ?? '').includes(state.to);
    void handle(isHit ? state.fault : 'none', request, response);
  });
  const handle = async (fault: NetworkFault, request: IncomingMessage, response: ServerResponse) => {
    if (fault === 'down') request.socket.destroy();
    else if (fault === 'error500') refuse(response);
    else if (fault === 'gatewayPage') {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    } else {
      passed.push(`${request.method ?? ''} ${request.url ?? ''}`);
      await (fault === 'none' ? whole : kept).web(request, response).catch(() => response.destroy());
    }
  };
  const listening = await new Promise<Server>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
  return {
    baseUrl: `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}`,
    passed,
    fail(fault, to = '') {
      state.fault = fault;
      state.to = to;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A fault as the server itself words it. */
function refuse(response: ServerResponse): void {
  const problem = {
    code: 'server.fault',
    status: 500,
    title: 'Something went wrong on the server.',
    whatToDo: 'Try again.',
    requestId: 'request-1',
  };
  response.writeHead(500, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
}
