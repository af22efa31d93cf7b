import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { clientAddress } from '../../../server/http/client-address.ts';

const addressOf = clientAddress(['127.0.0.0/8', '10.0.0.0/8', '::1/128']);

function requestFrom(remoteAddress: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

test.each([
  ['198.51.100.7', undefined, '198.51.100.7'],
  ['198.51.100.7', '203.0.113.9', '198.51.100.7'],
  ['127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['::1', '2001:db8::1', '2001:db8::1'],
  ['127.0.0.1', 'forged, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
  ['127.0.0.1', '203.0.113.9, forged', '127.0.0.1'],
  ['127.0.0.1', '', '127.0.0.1'],
])('%s with X-Forwarded-For "%s" is %s', (remote, forwarded, address) => {
  expect(addressOf(requestFrom(remote, forwarded))).toBe(address);
});
