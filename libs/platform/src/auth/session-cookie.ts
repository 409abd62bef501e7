import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';

/** The `__Host-` prefix binds the cookie to this host and to TLS; a plain name serves local http. */
export const cookieName = (config: Config): string => (config.secureCookie ? '__Host-sid' : 'sid');

export function tokenOfCookie(request: FastifyRequest, config: Config): string | undefined {
  return request.cookies[cookieName(config)];
}

const options = (config: Config) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: config.secureCookie }) as const;

export function setSessionCookie(reply: FastifyReply, config: Config, token: string): void {
  void reply.setCookie(cookieName(config), token, options(config));
}

export function clearSessionCookie(reply: FastifyReply, config: Config): void {
  void reply.clearCookie(cookieName(config), options(config));
}
