import { PassThrough } from 'node:stream';
import { createTransport } from 'nodemailer';

/** Where mails go and what they say about us. The address of the server holds a secret and is never logged. */
export type MailSettings = {
  /** `smtp://user:password@host:587`, with STARTTLS unless `?starttls=off` ends it, or `smtps://…`. */
  smtp: string;
  from: string;
  /** Public address of the pages, without a slash at its end. */
  address: string;
  /** Certificates to trust beside the well-known ones, as PEM. */
  ca?: string;
};

export type OutgoingMail = {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  messageId: string;
};

/**
 * What the mail server made of a mail. `refused` is for good; `later` was refused for now; `trouble` says nothing about
 * this mail, and the next one would meet the same; of `unclear` nobody knows whether it went.
 */
export type SendResult = { outcome: 'sent' | 'refused' | 'later' | 'trouble' | 'unclear'; answer: string };

const CONNECT_MS = 15_000;
const SILENCE_MS = 30_000;

/** Sends one mail over a connection of its own. Never rejects. */
export async function sendMail(
  { smtp, from, ca }: MailSettings,
  { to, subject, text, html, messageId }: OutgoingMail,
): Promise<SendResult> {
  const url = new URL(smtp);
  const isOff = url.searchParams.get('starttls') === 'off';
  const secure = url.protocol === 'smtps:';
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !isOff,
    ignoreTLS: !secure && isOff,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
  });
  let isHandedOver = false;
  transport.use('stream', ({ message }, done) => {
    const noteEnd = () =>
      new PassThrough({
        flush(end) {
          isHandedOver = true;
          end();
        },
      });
    message.transform(noteEnd);
    done();
  });
  try {
    const sent = await transport.sendMail({ from, to, subject, text, html, messageId });
    return { outcome: 'sent', answer: sent.response };
  } catch (error) {
    return judge(error, isHandedOver);
  } finally {
    transport.close();
  }
}

function judge(error: unknown, isHandedOver: boolean): SendResult {
  const { code, response, responseCode, message } = error as Partial<
    Record<'code' | 'response' | 'message', string> & { responseCode: number }
  >;
  const answer = (response ?? message ?? 'The mail server did not answer').slice(0, 500);
  const isOfMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (isOfMail && responseCode === undefined) return { outcome: 'refused', answer };
  if (responseCode !== undefined && isOfMail)
    return { outcome: responseCode >= 500 ? 'refused' : 'later', answer };
  // The whole mail was on its way when the connection went: the server may have it.
  if (isHandedOver && responseCode === undefined) return { outcome: 'unclear', answer };
  return { outcome: 'trouble', answer };
}
