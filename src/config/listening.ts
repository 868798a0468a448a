/** Settings: where the server listens, under which names, and whom it believes on the way. */
import { Type } from 'typebox'
import type { Settings } from '../settings.js'

export const LISTENING = {
  host: {
    env: 'INTUNITE_HOST',
    flag: '--host',
    schema: Type.String({ pattern: '^[^\\s/]+$', description: 'a host name or an IP address' }),
    default: '127.0.0.1',
    placeholder: 'address',
    help: 'Address to listen on. Anything but loopback needs secrets of your own.',
  },
  port: {
    env: 'INTUNITE_PORT',
    flag: '--port',
    schema: Type.Integer({ minimum: 0, maximum: 65_535 }),
    default: 8080,
    placeholder: 'number',
    help: 'Port to listen on; 0 takes a free one.',
  },
  tls: {
    env: 'INTUNITE_TLS',
    flag: '--tls',
    implied: '1',
    schema: Type.Enum(['0', '1']),
    default: '0',
    placeholder: '1',
    help: 'Also serve HTTPS, with a private CA that is kept in the data folder (tls/ca.pem); clients have to trust it.',
  },
  tlsPort: {
    env: 'INTUNITE_TLS_PORT',
    flag: '--tls-port',
    schema: Type.Integer({ minimum: 0, maximum: 65_535 }),
    default: 8443,
    placeholder: 'number',
    help: 'Port for HTTPS; 0 takes a free one.',
  },
  tlsNames: {
    env: 'INTUNITE_TLS_NAMES',
    flag: '--tls-names',
    schema: Type.String({
      pattern: '^[A-Za-z0-9.:-]+( *, *[A-Za-z0-9.:-]+)*$',
      description: 'a list of host names and addresses, separated by commas',
    }),
    placeholder: 'names',
    help: "Further names of the server, besides localhost, intunite and the names of Microsoft's services: they are in the certificate, and the server answers to them while a well-known secret counts.",
  },
  tlsCert: {
    env: 'INTUNITE_TLS_CERT',
    flag: '--cert',
    schema: Type.String({ minLength: 1 }),
    placeholder: 'file',
    help: 'A certificate of your own (PEM, with its chain) instead of the private CA. Goes with the key.',
  },
  tlsKey: {
    env: 'INTUNITE_TLS_KEY',
    flag: '--key',
    schema: Type.String({ minLength: 1 }),
    placeholder: 'file',
    help: 'The private key of that certificate (PEM).',
  },
  trustProxy: {
    env: 'INTUNITE_TRUST_PROXY',
    flag: '--trust-proxy',
    schema: Type.String({
      pattern:
        '^(true|false|([0-9a-fA-F:.]+(/\\d+)?|loopback|linklocal|uniquelocal)(, *([0-9a-fA-F:.]+(/\\d+)?|loopback|linklocal|uniquelocal))*)$',
      description: 'true, false or a list of addresses and networks (loopback, 10.0.0.0/8)',
    }),
    default: 'false',
    placeholder: 'who',
    help: 'Whose X-Forwarded-… headers to believe: true, false, or addresses and networks, separated by commas.',
  },
  workers: {
    env: 'INTUNITE_WORKERS',
    flag: '--workers',
    schema: Type.Integer({ minimum: 1, maximum: 256 }),
    default: 1,
    placeholder: 'number',
    help: 'Processes that serve side by side on the same port; more than one needs PostgreSQL (docs/scaling.md).',
  },
  closeTimeout: {
    env: 'INTUNITE_CLOSE_TIMEOUT',
    flag: '--close-timeout',
    schema: Type.Integer({ minimum: 0, maximum: 3600 }),
    default: 8,
    placeholder: 'seconds',
    help: 'How long running requests may take to finish when the server is told to stop.',
  },
} as const satisfies Settings
