import { CLAIMED_SETS } from './desktop-shim.js';
import type { ExcelHost } from './excel-host.js';
import type { EventEntry, RequestBody } from './executor/wire.js';

/**
 * Plays Excel on the web for an add-in's page in an iframe, production page and CDN script included: it speaks the
 * JSON messages that office.js posts to its parent there (as the library's debug build and captured messages show;
 * Microsoft does not document them). The library insists on https and on one host name for both pages.
 *
 *   frame.src = webFrameUrl('https://localhost:3000/taskpane.html', location.href);
 *   const stop = connectWebFrame(window, frame, new ExcelHost(workbook));
 */
export function connectWebFrame(
  window: Window,
  frame: HTMLIFrameElement,
  host: ExcelHost,
  requirementSets: Readonly<Record<string, string>> = CLAIMED_SETS,
): () => void {
  const session = new WebSession(host, requirementSets, window.location.origin);
  const listen = ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== frame.contentWindow || typeof data !== 'string') return;
    session.receive(data, (reply) => frame.contentWindow?.postMessage(reply, origin));
  };
  window.addEventListener('message', listen);
  return () => window.removeEventListener('message', listen);
}

/** The address at which a page finds itself inside Excel on the web. `hostPage` is the address of the page around. */
export function webFrameUrl(page: string, hostPage: string): string {
  const info = '_host_Info=Excel$Web$16.00$en-US$telemetry$$disableLogging$0';
  return `${page}?${info}#&_xdm_Info=${CONVERSATION}|${APP}|${encodeURIComponent(hostPage)}`;
}

const CONVERSATION = 'conversation1';
const APP = 'app1';

const MessageType = { request: 0, response: 1 } as const;
const ActionType = { invoke: 0, register: 1, unregister: 2 } as const;
const ResponseType = { answer: 0, event: 1 } as const;

/** What the library posts. Only the fields that are read. */
type Message = {
  _messageType: number;
  _actionName: string;
  _actionType: number;
  _conversationId: string;
  _correlationId: number;
  _data: unknown;
};

type Post = (text: string) => void;

/** The state of one page's conversation with the host, apart from any window so that it can be tested alone. */
export class WebSession {
  private readonly listeners = new Map<string, { message: Message; post: Post }>();
  private settings: unknown = [];

  constructor(
    private readonly host: ExcelHost,
    private readonly requirementSets: Readonly<Record<string, string>>,
    private readonly origin: string,
  ) {}

  /** Takes one message; answers, now or later, through `post`. What is not of the protocol is passed over. */
  receive(text: string, post: Post): void {
    // behaviour: web-frame-messages
    const message = parseMessage(text);
    if (!message) return;
    if (message._actionType === ActionType.register) {
      this.listeners.set(message._actionName, { message, post });
      this.reply(message, post, { Error: 0, Version: 1 });
    } else if (message._actionType === ActionType.unregister) {
      this.listeners.delete(message._actionName);
      this.reply(message, post, { Error: 0, Version: 1 });
    } else this.invoke(message, post);
  }

  private invoke(message: Message, post: Post): void {
    switch (message._actionName) {
      case 'ContextActivationManager_getAppContextAsync':
        this.host.onEvents((entries) => this.deliver(entries));
        this.reply(message, post, this.appContext());
        return;
      case 'ContextActivationManager_notifyHost':
        return;
      case 'executeMethod':
        void this.execute(message, post);
        return;
      default:
        this.reply(message, post, { Error: 0, Version: 1 });
    }
  }

  private async execute(message: Message, post: Post): Promise<void> {
    const data = recordOf(message._data);
    const request = data['ArrayData'];
    if (Array.isArray(request)) {
      // [custom data, method, path, headers, body, permission, flags, …]
      const body = JSON.parse(String(request[4])) as RequestBody;
      const response = await this.host.answer(body, Number(request[6]) || 0);
      this.reply(message, post, { Error: 0, Version: 1, Data: [200, [], JSON.stringify(response)] });
      return;
    }
    const settings = recordOf(data['DdaSettingsMethod'])['Properties'];
    // behaviour: web-frame-settings
    if (settings !== undefined) this.settings = settings;
    this.reply(message, post, { Error: 0, Version: 1, Properties: this.settings });
  }

  private deliver(entries: EventEntry[]): void {
    const rows = entries.map(({ messageCategory, messageType, targetId, message }) => [
      messageCategory,
      messageType,
      targetId,
      message,
      '1',
    ]);
    for (const [name, { message, post }] of this.listeners) {
      if (/^richApiMessage$/i.test(name)) this.reply(message, post, { ArrayData: rows }, ResponseType.event);
    }
  }

  private reply(message: Message, post: Post, data: unknown, type: number = ResponseType.answer): void {
    post(
      JSON.stringify({
        _messageType: MessageType.response,
        _actionName: message._actionName,
        _conversationId: message._conversationId,
        _correlationId: message._correlationId,
        _origin: this.origin,
        _data: data,
        _errorCode: 0,
        _responseType: type,
        _serializerVersion: 1,
      }),
    );
  }

  private appContext(): Record<string, unknown> {
    return {
      _id: APP,
      _appName: 16,
      _appVersion: 16,
      _appUILocale: 'en-US',
      _dataLocale: 'en-US',
      _docUrl: `${this.origin}/${encodeURIComponent(this.host.workbook.fileName)}`,
      _clientMode: 0,
      _settings: this.settings,
      _reason: 'documentOpened',
      _osfControlType: 0,
      _eToken: '',
      _correlationId: '00000000-0000-0000-0000-000000000001',
      _appInstanceId: 'instance1',
      _hostFullVersion: '16.0.17000.10000',
      _requirementMatrix: JSON.stringify(this.requirementSets),
      _initialDisplayMode: 0,
    };
  }
}

function parseMessage(text: string): Message | null {
  try {
    const message = recordOf(JSON.parse(text));
    return message['_messageType'] === MessageType.request ? (message as Message) : null;
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
