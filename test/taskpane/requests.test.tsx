import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import {
  addRequest,
  answerRequest,
  listRequests,
  listSiteRequests,
  type SiteRequest,
} from '../../src/contract/requests.js';
import { RequestCode, RequestException } from '../../src/taskpane/screens/requests/RequestCode.js';
import { RequestsPanel } from '../../src/taskpane/screens/requests/RequestsPanel.js';
import { RequestsScreen } from '../../src/web/requests/RequestsScreen.js';
import { FakeApi, refusal, UNREACHABLE } from '../support/fake-api.js';
import { NOW, PRINCIPAL } from '../support/pane-setup.js';
import { renderPart } from '../support/season-setup.js';
import { smallBook } from '../support/small-book.js';

afterEach(cleanup);

const ACCOUNT = '100-1131-608-050-470';
const requestOf = (part: Partial<SiteRequest> = {}): SiteRequest => ({
  id: '0c5cbb0e-3a57-4d5e-8a58-1f0d55c3a222',
  siteCode: '608',
  wish: { kind: 'code', purpose: 'A kiln', fundingSource: 'GF', amountCents: 450_000 },
  requestedById: PRINCIPAL.id,
  requestedBy: PRINCIPAL.name,
  requestedAt: NOW.toISOString(),
  answer: null,
  ...part,
});
const GRANTED: NonNullable<SiteRequest['answer']> = {
  decision: 'granted',
  answeredById: PRINCIPAL.id,
  answeredBy: 'Anna Chen',
  answeredAt: NOW.toISOString(),
  reason: '',
  account: ACCOUNT,
};
const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const missing = () => screen.getByTestId('request-missing').textContent;

test('a code is asked for in plain words, and a failed try keeps them and its number', async () => {
  let isClosed = false;
  const { api } = renderPart(
    <RequestCode
      siteCode="608"
      fundingSources={smallBook().plan.fundingSources}
      onClose={() => (isClosed = true)}
    />,
    new FakeApi().on(addRequest, () => Promise.reject(UNREACHABLE)),
  );
  const send = () => fireEvent.click(screen.getByRole('button', { name: 'Send to finance' }));
  expect(missing()).toBe('Say what it is for.');
  send();
  type(/What is it for/, ' A kiln ');
  expect(missing()).toBe('Choose who pays.');
  type(/Paid from/, 'GF');
  type(/About how much/, 'a lot');
  expect(missing()).toBe('Type an amount such as 1,200.');
  type(/About how much/, '$4,500');
  expect(missing()).toBe('');
  expect(api.bodies(addRequest)).toHaveLength(0);
  send();
  await screen.findByTestId('error-state');
  api.on(addRequest, () => requestOf());
  send();
  await waitFor(() => expect(isClosed).toBe(true));
  const sent = api.bodies(addRequest) as { id: string; wish: unknown }[];
  expect(sent.map(({ wish }) => wish)).toEqual([requestOf().wish, requestOf().wish]);
  expect(sent[0]?.id).toBe(sent[1]?.id);
});

test('an exception names the finding and wants a reason', async () => {
  const problem = {
    code: 'allocation.overspent',
    severity: 'fatal' as const,
    place: { kind: 'allocation' as const, fundingSource: 'T1' },
    params: { fundingSource: 'Title I', overCents: 42_720, allocatedCents: 1, proposedCents: 2, askWhom: '' },
    ruleId: 'cap',
  };
  const { api } = renderPart(
    <RequestException siteCode="608" problem={problem} onClose={() => undefined} />,
    new FakeApi().on(addRequest, () => Promise.reject(refusal('request.noException', 422, 'No exceptions.'))),
  );
  expect(screen.getByText('Title I is over by $427.20.')).toBeTruthy();
  expect(missing()).toBe('Write why first.');
  type(/Why should it/, 'The letter comes in May');
  fireEvent.click(screen.getByRole('button', { name: 'Send to finance' }));
  expect(await screen.findByText('No exceptions.')).toBeTruthy();
  expect(api.bodies(addRequest)).toMatchObject([
    { wish: { kind: 'exception', problem, reason: 'The letter comes in May' } },
  ]);
});

test('an assigned account is one click from its line, unless the line is there', async () => {
  const added: string[] = [];
  const panel = (hasLine: boolean) => (
    <RequestsPanel
      siteCode="608"
      timeZone="America/Los_Angeles"
      titleOf={() => 'General fund'}
      hasLine={() => hasLine}
      onAddLine={(account, purpose) => added.push(`${account} ${purpose}`)}
    />
  );
  const api = new FakeApi().on(listSiteRequests, () => ({ requests: [requestOf({ answer: GRANTED })] }));
  const { rerender } = renderPart(panel(false), api);
  const item = await screen.findByTestId(`request-${requestOf().id}`);
  for (const text of [
    'Granted',
    'A kiln',
    'General fund, about $4,500',
    `Finance assigned ${ACCOUNT}.`,
    'Anna Chen',
  ])
    expect(item.textContent).toContain(text);
  fireEvent.click(within(item).getByRole('button', { name: 'Add the line' }));
  expect(added).toEqual([`${ACCOUNT} A kiln`]);
  rerender(panel(true));
  expect(screen.getByText('The line is in your sheet.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Add the line' })).toBeNull();
});

test('finance assigns the account or declines with a reason, and is told what is wrong in it', async () => {
  const server = { request: requestOf() };
  const api = new FakeApi()
    .on(listRequests, () => ({ requests: [server.request] }))
    .on(answerRequest, () =>
      Promise.reject(refusal('request.accountWrong', 422, 'Object 999 is not there.')),
    );
  renderPart(<RequestsScreen siteName={() => 'Maple Valley High School'} />, api);
  await screen.findByText('1 to answer');
  const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
  click('Assign');
  click('Decline');
  expect(api.bodies(answerRequest)).toHaveLength(0);
  type(/Account string/, ' 100-1131-608-050-999 ');
  click('Assign');
  expect(await screen.findByText('Object 999 is not there.')).toBeTruthy();
  api.on(answerRequest, () => (server.request = requestOf({ answer: GRANTED })));
  type(/Account string/, ACCOUNT);
  click('Assign');
  expect(await screen.findByText('0 to answer')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Assign' })).toBeNull();
  expect(api.bodies(answerRequest)).toEqual([
    { decision: 'granted', reason: '', account: '100-1131-608-050-999' },
    { decision: 'granted', reason: '', account: ACCOUNT },
  ]);
});

test('a request that several sign says who has, and keeps the account that was named', async () => {
  const way = {
    account: ACCOUNT,
    steps: [
      { id: 'office', title: 'Budget office', status: 'done' as const, signedBy: ['Julia Ortiz'] },
      { id: 'manager', title: 'Budget manager', status: 'waiting' as const, signedBy: [] },
    ],
  };
  const api = new FakeApi()
    .on(listRequests, () => ({ requests: [requestOf({ way })] }))
    .on(answerRequest, () => requestOf({ way, answer: GRANTED }));
  renderPart(<RequestsScreen siteName={(code) => code} />, api);
  expect(
    await screen.findByText('Budget office: signed (Julia Ortiz) · Budget manager: waits for a signature'),
  ).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Assign' }));
  await waitFor(() => expect(api.bodies(answerRequest)).toHaveLength(1));
  expect(api.bodies(answerRequest)).toEqual([{ decision: 'granted', reason: '', account: ACCOUNT }]);
});

test('nothing asked yet says how to ask', async () => {
  const api = new FakeApi()
    .on(listSiteRequests, () => ({ requests: [] }))
    .on(listRequests, () => ({ requests: [] }));
  renderPart(
    <RequestsPanel siteCode="608" timeZone="UTC" titleOf={(code) => code} hasLine={() => false} />,
    api,
  );
  expect(await screen.findByText('Nothing asked yet')).toBeTruthy();
  cleanup();
  renderPart(<RequestsScreen siteName={(code) => code} />, api);
  expect(await screen.findByText('No requests')).toBeTruthy();
});
