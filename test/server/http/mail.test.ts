import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { simpleParser, type ParsedMail } from 'mailparser';
import { eq } from 'drizzle-orm';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { sendMail, type MailSettings } from '../../../server/mail/transport.js';
import { MAIL_KINDS, type MailKind } from '../../../server/mail/mail-kinds.js';
import { writeMail } from '../../../server/mail/write-mail.js';
import { forgetLinks, putChoice } from '../../../server/stores/mail-store.js';
import { inTransaction } from '../../../server/stores/open-database.js';
import { removeResets } from '../../../server/stores/password-store.js';
import { mail } from '../../../server/stores/schema-mail.js';
import { person } from '../../../server/stores/schema.js';
import { newReset } from '../../../server/use-cases/passwords.js';
import { queueMail, type NewMail } from '../../../server/use-cases/mail.js';
import { sendMails } from '../../../server/use-cases/send-mails.js';
import { startTestServer, type TestServer } from '../../support/test-server.js';
import { TEST_CERTIFICATE } from '../../support/test-certificate.js';

let server: TestServer;
let reyes: { districtId: string; id: string };
const open: SMTPServer[] = [];

beforeAll(async () => {
  server = await startTestServer();
  const [found] = await server.parts.db.select().from(person).where(eq(person.email, 'reyes@dayton.example'));
  if (!found) throw new Error('no principal');
  reyes = found;
}, 60_000);
afterEach(async () => {
  await Promise.all(open.splice(0).map((smtp) => new Promise<void>((done) => smtp.close(done))));
  await server.parts.db.delete(mail);
});
afterAll(() => server.close());

/** A mail server that takes what comes, unless an option says otherwise. */
async function startSmtp(options: SMTPServerOptions = {}) {
  const inbox: ParsedMail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then(
        (parsed) => {
          inbox.push(parsed);
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error('A mail that cannot be read')),
      );
    },
    ...options,
  });
  smtp.on('error', () => undefined);
  open.push(smtp);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  return { inbox, port, smtp };
}
const settings = (port: number, extra: Partial<MailSettings> = {}): MailSettings => ({
  smtp: `smtp://127.0.0.1:${String(port)}?starttls=off`,
  from: 'Sitebook <sitebook@dayton.example>',
  address: 'https://budget.dayton.example',
  ...extra,
});
const queue = (next: Partial<NewMail> = {}) =>
  inTransaction(server.parts.db, (tx) =>
    queueMail(tx, server.parts, reyes.districtId, {
      to: [reyes.id],
      kind: 'submissionReturned',
      params: { site: 'Dayton High School', person: 'Julia Ortiz' },
      link: '/sites',
      ...next,
    }),
  );
const send = (to: MailSettings) => sendMails(server.parts, to, sendMail);
const rows = () => server.parts.db.select().from(mail);
const later = (minutes: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + minutes * 60_000);
};
const refusal = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });

describe('a mail that is queued', () => {
  test('arrives once, says what happened and where to go, and is answered for', async () => {
    const { inbox, port } = await startSmtp();
    await queue();
    expect(await send(settings(port))).toBe(1);
    expect(await send(settings(port))).toBe(0);
    expect(inbox).toHaveLength(1);
    const [arrived] = inbox;
    const [row] = await rows();
    expect(arrived?.subject).toBe('Dayton High School: the budget came back');
    expect(arrived?.text).toContain('Julia Ortiz sent back the budget of Dayton High School.');
    expect(arrived?.text).toContain('https://budget.dayton.example/sites');
    expect(arrived?.html).toContain('href="https://budget.dayton.example/sites"');
    expect(arrived?.messageId).toBe(`<${String(row?.id)}@budget.dayton.example>`);
    expect(row).toMatchObject({ status: 'sent', tries: 1, sentAt: server.clock.now });
  });

  test('goes with the change or not at all', async () => {
    const change = inTransaction(server.parts.db, async (tx) => {
      await queueMail(tx, server.parts, reyes.districtId, {
        to: [reyes.id],
        kind: 'siteReopened',
        params: {},
        link: '/',
      });
      throw new Error('the change failed');
    });
    await expect(change).rejects.toThrow('the change failed');
    expect(await rows()).toEqual([]);
  });

  test('is in the language of the reader, daily or never where she chose that', async () => {
    const { inbox, port } = await startSmtp();
    const choose = (frequency: 'atOnce' | 'daily' | 'none', language: 'en' | 'es') =>
      putChoice(server.parts.db, reyes.districtId, reyes.id, { frequency, language });
    await choose('atOnce', 'es');
    await queue();
    await choose('none', 'es');
    await queue();
    await choose('daily', 'es');
    await queue();
    await queue({ kind: 'resetLink', params: {}, link: '/reset#secret' });
    await send(settings(port));
    expect(inbox.map(({ subject }) => subject).sort()).toEqual([
      'Dayton High School: el presupuesto fue devuelto',
      'Elija una nueva contraseña de Sitebook',
    ]);
    const stored = await rows();
    expect(stored.map(({ status }) => status).sort()).toEqual(['sent', 'sent', 'waiting']);
    // The secret of a link is gone with its mail.
    expect(JSON.stringify(stored)).not.toContain('secret');
    await choose('atOnce', 'en');
  });

  test('loses its secret when the link ends: used, replaced, or too old', async () => {
    const { inbox, port } = await startSmtp();
    const { db } = server.parts;
    const kept = async () => (await rows()).map(({ link }) => link).sort();
    await queue({ kind: 'resetLink', params: {}, link: '/reset#first' });
    await queue({ link: '/queue' });
    await inTransaction(db, (tx) => newReset(tx, server.parts, reyes));
    expect(await kept()).toEqual(['', '/queue']);
    await send(settings(port));
    expect(inbox).toHaveLength(1);
    expect(
      (await rows()).map(({ status, answer }) => [status, answer === 'This link has ended.']).sort(),
    ).toEqual([
      ['failed', true],
      ['sent', false],
    ]);
    await queue({ kind: 'resetLink', params: {}, link: '/reset#second' });
    await inTransaction(db, (tx) => removeResets(tx, reyes));
    await queue({ kind: 'resetLink', params: {}, link: '/reset#third' });
    expect(await kept()).toEqual(['', '', '/queue', '/reset#third']);
    await forgetLinks(db, reyes.districtId, { before: server.clock.now });
    expect(await kept()).toContain('/reset#third');
    later(1);
    await forgetLinks(db, reyes.districtId, { before: server.clock.now });
    expect(JSON.stringify(await rows())).not.toContain('#');
  });

  test('with the same key is one, however often it is queued', async () => {
    await queue({ once: '608/2024-03-01' });
    await Promise.all([queue({ once: '608/2024-03-01' }), queue({ once: '608/2024-03-01' })]);
    await queue({ once: '608/2024-03-02' });
    expect(await rows()).toHaveLength(2);
  });

  test('is sent once by two processes at once', async () => {
    const { inbox, port } = await startSmtp();
    for (let at = 0; at < 12; at += 1) await queue();
    await Promise.all([send(settings(port)), send(settings(port)), send(settings(port))]);
    expect(inbox).toHaveLength(12);
    expect(new Set(inbox.map(({ messageId }) => messageId)).size).toBe(12);
  });

  test('names cannot write headers or HTML', async () => {
    const { inbox, port } = await startSmtp();
    const evil = 'Eve\r\nBcc: all@dayton.example\r\n\r\n<script>alert(1)</script>';
    await server.parts.db.update(person).set({ name: evil }).where(eq(person.id, reyes.id));
    await queue({ params: { site: evil, person: evil } });
    await send(settings(port));
    await server.parts.db.update(person).set({ name: 'Maria Reyes' }).where(eq(person.id, reyes.id));
    const [arrived] = inbox;
    expect(arrived?.headers.has('bcc')).toBe(false);
    expect(arrived?.html).not.toContain('<script');
    expect(arrived?.subject).toContain('Eve Bcc: all@dayton.example');
    expect(
      [arrived?.to]
        .flat()
        .flatMap((to) => to?.value ?? [])
        .map(({ address }) => address),
    ).toEqual(['reyes@dayton.example']);
  });
});

describe('a mail server', () => {
  test('with STARTTLS and a sign-in', async () => {
    const { inbox, port } = await startSmtp({
      ...TEST_CERTIFICATE,
      disabledCommands: [],
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        username === 'site@book' && password === 'p:w/d'
          ? done(null, { user: username })
          : done(new Error('no')),
    });
    await queue();
    const smtp = `smtp://site%40book:p%3Aw%2Fd@localhost:${String(port)}`;
    expect(await send(settings(port, { smtp, ca: TEST_CERTIFICATE.cert }))).toBe(1);
    expect(inbox).toHaveLength(1);
  });

  test('without STARTTLS is not used, unless that is allowed', async () => {
    const { inbox, port } = await startSmtp();
    await queue();
    expect(await send(settings(port, { smtp: `smtp://127.0.0.1:${String(port)}` }))).toBe(0);
    expect(inbox).toEqual([]);
    expect((await rows())[0]).toMatchObject({ status: 'waiting' });
  });

  test('whose certificate nobody vouches for is not used', async () => {
    const { inbox, port } = await startSmtp({ ...TEST_CERTIFICATE, disabledCommands: [] });
    await queue();
    expect(await send(settings(port, { smtp: `smtp://localhost:${String(port)}` }))).toBe(0);
    expect(inbox).toEqual([]);
  });

  test('that refuses the sign-in leaves all mails waiting, and no secret in what is kept', async () => {
    const { port } = await startSmtp({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(refusal(535, 'Bad sign-in')),
    });
    await queue();
    await queue();
    const smtp = `smtp://user:topsecret@127.0.0.1:${String(port)}?starttls=off`;
    expect(await send(settings(port, { smtp }))).toBe(0);
    const stored = await rows();
    expect(stored.map(({ status, tries }) => [status, tries]).sort()).toEqual([
      ['waiting', 0],
      ['waiting', 1],
    ]);
    expect(JSON.stringify(stored)).not.toContain('topsecret');
  });

  test('that refuses a recipient for good: the mail has failed with its words, others go', async () => {
    const { inbox, port } = await startSmtp({
      onRcptTo: ({ address }, _session, done) =>
        address.startsWith('reyes') ? done(refusal(550, 'No such mailbox here')) : done(),
    });
    const [other] = await server.parts.db
      .select()
      .from(person)
      .where(eq(person.email, 'tran@dayton.example'));
    await queue({ to: [reyes.id, other?.id ?? ''] });
    expect(await send(settings(port))).toBe(1);
    expect(inbox).toHaveLength(1);
    const failed = (await rows()).find(({ personId }) => personId === reyes.id);
    expect(failed).toMatchObject({ status: 'failed', tries: 1 });
    expect(failed?.answer).toContain('No such mailbox here');
  });

  test('that refuses for now is asked again later, with growing pauses', async () => {
    let refusals = 2;
    const { inbox, port } = await startSmtp({
      onRcptTo: (_address, _session, done) =>
        refusals-- > 0 ? done(refusal(451, 'Try again later')) : done(),
    });
    await queue();
    expect(await send(settings(port))).toBe(0);
    expect((await rows())[0]).toMatchObject({ status: 'waiting', tries: 1 });
    expect(await send(settings(port))).toBe(0);
    expect(refusals).toBe(1);
    later(1);
    expect(await send(settings(port))).toBe(0);
    later(1);
    expect(await send(settings(port))).toBe(0);
    later(1);
    expect(await send(settings(port))).toBe(1);
    expect(inbox).toHaveLength(1);
  });

  test('that is down and comes up again', async () => {
    const { port, smtp } = await startSmtp();
    await new Promise<void>((done) => smtp.close(done));
    open.splice(0);
    await queue();
    expect(await send(settings(port))).toBe(0);
    expect((await rows())[0]).toMatchObject({ status: 'waiting', tries: 1 });
    const again = await startSmtp();
    later(2);
    expect(await send(settings(again.port))).toBe(1);
    expect(again.inbox).toHaveLength(1);
  });

  test('that takes the mail and breaks off before it says so: the mail is not sent twice', async () => {
    const { port, smtp } = await startSmtp({
      onData(stream) {
        // The server has it all, and is gone before it can say so.
        stream.resume().on('end', () => {
          for (const one of smtp.connections) (one as unknown as { _socket: Socket })._socket.destroy();
        });
      },
    });
    await queue();
    expect(await send(settings(port))).toBe(0);
    expect((await rows())[0]?.status).toBe('failed');
  });

  test('a mail whose sending nobody saw the end of is not sent again by itself', async () => {
    const { inbox, port } = await startSmtp();
    await queue();
    await server.parts.db.update(mail).set({ status: 'sending', claimedAt: server.clock.now });
    later(60);
    await queue();
    expect(await send(settings(port))).toBe(1);
    expect(inbox).toHaveLength(1);
    expect((await rows()).map(({ status }) => status).sort()).toEqual(['failed', 'sent']);
  });
});

describe('the words of a mail', () => {
  const params = {
    site: 'Dayton High School',
    person: 'Julia Ortiz',
    due: '2024-03-15',
    holders: 'Julia Ortiz',
    count: '2',
    reason: 'The board decided.',
  };
  test.each(
    MAIL_KINDS.flatMap((kind) => (['en', 'es'] as const).map((language) => [kind, language] as const)),
  )('%s, %s', (kind: MailKind, language) => {
    const { subject, text, html } = writeMail(
      { kind, params, link: '/x' },
      { name: 'Maria', language },
      'https://a.example',
    );
    const other = writeMail(
      { kind, params, link: '/x' },
      { name: 'Maria', language: language === 'en' ? 'es' : 'en' },
      'https://a.example',
    );
    expect(subject).not.toBe('');
    expect(subject).not.toMatch(/undefined|:\s*$/);
    expect(text).toContain('https://a.example/x');
    expect(html).toContain('Maria');
    expect([other.subject, other.text]).not.toContain(subject);
    expect(text).not.toMatch(/undefined/);
  });
});
