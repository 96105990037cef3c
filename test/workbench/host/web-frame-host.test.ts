import { beforeEach, describe, expect, test } from '@jest/globals';
import { ExcelHost } from '../../../src/workbench/host/excel-host.js';
import { WebSession, webFrameUrl } from '../../../src/workbench/host/web-frame-host.js';
import { oneSheet } from '../../support/office-host.js';

type Reply = {
  _actionName: string;
  _correlationId: number;
  _responseType: number;
  _data: Record<string, unknown>;
};

let host: ExcelHost;
let session: WebSession;
let replies: Reply[];
beforeEach(() => {
  host = new ExcelHost(oneSheet());
  session = new WebSession(host, { ExcelApi: '1.14' }, 'https://localhost:3000');
  replies = [];
});

function post(name: string, data: unknown, type = 0): void {
  const message = {
    _messageType: 0,
    _actionName: name,
    _actionType: type,
    _conversationId: 'c1',
    _correlationId: replies.length + 100,
    _data: data,
  };
  session.receive(JSON.stringify(message), (text) => replies.push(JSON.parse(text) as Reply));
}

/** A batch as the library wraps it: the body fifth, the flags seventh. */
function batch(actions: object[], paths: object, flags = 0): void {
  const body = JSON.stringify({ Actions: actions, ObjectPaths: paths });
  post('executeMethod', { ArrayData: ['', 'POST', 'ProcessQuery', [], body, 0, flags] });
}

const SHEETS = {
  '1': { Id: 1, ObjectPathType: 1, Name: '' },
  '2': { Id: 2, ObjectPathType: 4, Name: 'Worksheets', ParentObjectPathId: 1 },
};
const read = { Id: 3, ActionType: 2, Name: '', ObjectPathId: 2, QueryInfo: { Select: ['items/name'] } };

describe('a page in an iframe', () => {
  test('learns where it is and what is supported', () => {
    post('ContextActivationManager_getAppContextAsync', 'app1');
    expect(replies).toMatchObject([
      { _correlationId: 100, _data: { _appName: 16, _requirementMatrix: '{"ExcelApi":"1.14"}' } },
    ]);
  });

  test('has its batches answered', async () => {
    batch([read], SHEETS);
    await host.idle();
    const [, , body] = replies[0]!._data['Data'] as [number, unknown[], string];
    expect(JSON.parse(body)).toMatchObject({
      Results: [{ Value: { _Items: [{ Name: 'Sheet1' }], Count: 1 } }],
    });
  });

  test('is told of events once it registered for them', async () => {
    post('ContextActivationManager_getAppContextAsync', 'app1');
    batch(
      [{ Id: 5, ActionType: 3, Name: '_RegisterDataChangedEvent', ObjectPathId: 2, ArgumentInfo: {} }],
      SHEETS,
    );
    await host.idle();
    host.actions.typeCell('Sheet1', 'A1', '1');
    await host.idle();
    expect(replies.filter(({ _responseType }) => _responseType === 1)).toEqual([]);
    post('richApiMessage', {}, 1);
    host.actions.typeCell('Sheet1', 'A2', '2');
    await host.idle();
    const event = replies.find(({ _responseType }) => _responseType === 1);
    const [row] = event!._data['ArrayData'] as unknown[][];
    expect(row?.slice(0, 3)).toEqual([65_536, 10, 'Workbook']);
    expect(JSON.parse(String(row?.[3]))).toMatchObject({ address: 'A2', valueAfter: 2 });
  });

  test('waits for the end of cell edit where its batch may', async () => {
    host.misbehave({ isEditingCell: true });
    batch([read], SHEETS, 64);
    batch([read], SHEETS, 0);
    await Promise.resolve();
    host.misbehave({ isEditingCell: false });
    await host.idle();
    const codes = replies.map(({ _data }) => {
      const [, , body] = _data['Data'] as [number, unknown[], string];
      return (JSON.parse(body) as { Error?: { Code: string } }).Error?.Code ?? 'answered';
    });
    expect(codes.sort()).toEqual(['InvalidOperationInCellEditMode', 'answered']);
  });

  test('keeps the document settings it saves', () => {
    post('executeMethod', { DdaSettingsMethod: { Properties: [['k', '1']] } });
    post('executeMethod', { DdaSettingsMethod: {} });
    expect(replies.at(-1)?._data).toMatchObject({ Properties: [['k', '1']] });
  });

  test.each(['no JSON', '[]', 'null', '{"_messageType":1}', '"text"'])('passes over %s', (text) => {
    session.receive(text, () => replies.push({} as Reply));
    expect(replies).toEqual([]);
  });
});

test('its address carries the host and the page around', () => {
  const url = new URL(
    webFrameUrl('https://localhost:3000/taskpane.html', 'https://localhost:3000/host.html'),
  );
  expect(url.searchParams.get('_host_Info')).toContain('Excel$Web');
  expect(url.hash).toContain('https%3A%2F%2Flocalhost%3A3000%2Fhost.html');
});
