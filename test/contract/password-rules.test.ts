import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { passwordFault, PASSWORD_LENGTH, type PasswordFault } from '../../src/contract/password-rules.js';

const HER = ['Maria Reyes', 'maria.reyes@dayton.example', 'Dayton School District 8'];

describe('a password', () => {
  test.each<[string, PasswordFault]>([
    ['', 'short'],
    ['elf letters', 'short'],
    ['🙂'.repeat(11), 'short'],
    ['x'.repeat(201), 'long'],
    ['MariaReyes2024', 'name'],
    ['reyes.maria@dayton.example', 'name'],
    ['Dayton District 8!', 'name'],
    ['dayton-2024-2025', 'name'],
    ['Password123456', 'common'],
    ['passwordpassword', 'common'],
    ['P@ssw0rd!2024', 'common'],
    ['Welcome2024!!', 'common'],
    ['sitebooksitebook', 'common'],
    ['Winter2025!!!', 'common'],
    ['qwertyuiopasdf', 'common'],
    ['123456789012', 'common'],
    ['987654321098', 'common'],
    ['aaaaaaaaaaaaaa', 'common'],
    ['abababababab', 'common'],
    ['1qaz2wsx3edc4rfv', 'common'],
  ])('“%s” is refused (%s)', (password, fault) => {
    expect(passwordFault(password, HER)).toBe(fault);
  });

  test.each([
    'a lamp beside nine quiet rivers',
    'Mulberry-Otter-41',
    'maria keeps eleven green kites',
    'tvX9#qLm2!rZ',
    'contraseñas largas de otoño y mar',
    'año nuevo en la montaña azul',
  ])('“%s” is taken', (password) => {
    expect(passwordFault(password, HER)).toBeNull();
  });

  test('is never shorter than the least, and random ones are taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 11 }), (text) => {
        if (Array.from(text).length < PASSWORD_LENGTH.least) expect(passwordFault(text, HER)).toBe('short');
      }),
    );
    fc.assert(
      fc.property(fc.uuid(), (text) => {
        expect(passwordFault(text, HER)).toBeNull();
      }),
    );
  });

  test('with a name of nothing but short words is not held against her', () => {
    expect(passwordFault('tvX9#qLm2!rZ', ['Jo Li', '', 'x'])).toBeNull();
  });
});
