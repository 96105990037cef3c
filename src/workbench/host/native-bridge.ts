import type { ExcelHost } from './excel-host.js';
import type { RequestBody, ResponseBody } from './executor/wire.js';

/**
 * The object that office.js looks for as the global `_richApiNativeBridge`, as its debug build shows: it fills in
 * `onMessageFromHost` and calls `sendMessageToHost` with JSON text.
 */
export type NativeBridge = {
  onMessageFromHost: ((text: string) => void) | null;
  sendMessageToHost: (text: string) => void;
};

const MessageType = { request: 1, response: 2, event: 3 } as const;

type Request = { id: number; type: number; flags?: number; message: { body: string | RequestBody } };

/** Connects a host to the library. Put it on the global before the library loads. */
export function createNativeBridge(host: ExcelHost): NativeBridge {
  const bridge: NativeBridge = {
    onMessageFromHost: null,
    sendMessageToHost: (text) => {
      const request = JSON.parse(text) as Request;
      if (request.type !== MessageType.request) return;
      void answer(host, request, text.length).then((body) =>
        send({ id: request.id, type: MessageType.response, body }),
      );
    },
  };
  const send = ({ id, type, body }: { id: number; type: number; body: ResponseBody }) => {
    const message = { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
    const text = JSON.stringify({ id, type, flags: 0, message });
    if (text.length <= host.misbehaviour.payloadLimitBytes) bridge.onMessageFromHost?.(text);
    else send({ id, type, body: tooLarge('Response') });
  };
  host.onEvents((entries) => {
    bridge.onMessageFromHost?.(
      JSON.stringify({ type: MessageType.event, controlId: '', message: { entries } }),
    );
  });
  return bridge;
}

async function answer(host: ExcelHost, request: Request, size: number): Promise<ResponseBody> {
  // behaviour: payload-limit
  if (size > host.misbehaviour.payloadLimitBytes) return tooLarge('Request');
  const { body } = request.message;
  const parsed = typeof body === 'string' ? (JSON.parse(body) as RequestBody) : body;
  return host.answer(parsed, request.flags ?? 0);
}

function tooLarge(which: 'Request' | 'Response'): ResponseBody {
  return {
    Results: [],
    TraceIds: [],
    Error: {
      Code: `${which}PayloadSizeLimitExceeded`,
      Message: `The ${which.toLowerCase()} payload size has exceeded the limit.`,
      Location: '',
      ActionIndex: 0,
      HttpStatusCode: 413,
    },
  };
}
