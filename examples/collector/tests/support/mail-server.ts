import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Arrived extends ParsedMail {
  /** Whom the envelope names: what decides where a mail goes. */
  recipients: string[];
}

export interface MailServer {
  port: number;
  /** For `mail.url`. */
  url: string;
  arrived: Arrived[];
  /** What it answers to the next recipients; undefined: it takes them. */
  refusing: { code: number } | undefined;
  /** Takes mails and breaks the connection instead of saying so. */
  losingAcks: boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'earshot';
const PASSWORD = 'p@ss';

/** A real SMTP server on the loopback address that asks for a password and reads what it is given. It is not started yet. */
export const mailServer = (): MailServer => {
  let server: SMTPServer | undefined;
  const mail: MailServer = {
    port: 0,
    url: '',
    arrived: [],
    refusing: undefined,
    losingAcks: false,
    start: () =>
      new Promise((resolve, reject) => {
        server = new SMTPServer({
          hideSTARTTLS: true,
          allowInsecureAuth: true,
          onAuth: ({ username, password }, _session, done) =>
            username === USER && password === PASSWORD
              ? done(null, { user: username })
              : done(new Error('wrong password')),
          onRcptTo: (_address, _session, done) =>
            done(mail.refusing && Object.assign(new Error('no'), { responseCode: mail.refusing.code })),
          onData: async (stream, { envelope }, done) => {
            const parsed = await simpleParser(stream);
            mail.arrived.push(Object.assign(parsed, { recipients: envelope.rcptTo.map(({ address }) => address) }));
            if (!mail.losingAcks) return done();
            for (const connection of server!.connections)
              (connection as { _socket?: { destroy(): void } })._socket?.destroy();
          },
        });
        server.on('error', () => {});
        server.server.once('error', reject);
        server.listen(mail.port, '127.0.0.1', () => {
          mail.port = (server!.server.address() as AddressInfo).port;
          mail.url = `smtp://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${mail.port}`;
          resolve();
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        if (server) server.close(() => resolve());
        else resolve();
        server = undefined;
      }),
  };
  return mail;
};
