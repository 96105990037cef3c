import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findStageFaults, Stage, stageOf, type StageEvent } from '../../../src/core/merge/stage.js';
import type { TieOut } from '../../../src/core/merge/tie-out.js';

const even: TieOut = { mergedEqualsSubmitted: true, parts: [], missingSites: [] };
const event = (stage: Stage): StageEvent => ({
  stage,
  date: '2024-05-01',
  resolution: '',
  by: 'Anna Chen',
  at: '2024-05-01T17:00:00.000Z',
});
const faultsOf = (to: Stage, over: Partial<Parameters<typeof findStageFaults>[1]> = {}) =>
  findStageFaults(to, {
    events: [],
    tieOut: even,
    explanations: [],
    resolution: '24-17',
    date: '2024-06-20',
    lastDay: '2024-06-30',
    adopted: null,
    ...over,
  }).map(({ fault }) => fault);

describe('the stages of a version', () => {
  test('only go forward, and may be skipped', () => {
    fc.assert(
      fc.property(fc.subarray([...Stage.options]), fc.constantFrom(...Stage.options), (taken, to) => {
        const events = taken.map(event);
        const from = stageOf(events);
        const isForward = from === null || Stage.options.indexOf(to) > Stage.options.indexOf(from);
        expect(faultsOf(to, { events }).includes('notForward')).toBe(!isForward);
      }),
    );
  });

  test('one version is adopted a year, and no other moves after that', () => {
    expect(faultsOf('adopted', { adopted: 1 })).toEqual(['yearAdopted']);
    expect(faultsOf('proposed', { adopted: 1 })).toEqual(['yearAdopted']);
  });

  test('what is adopted was so on a day that has come, not before its earlier stages', () => {
    const events = [event('proposed'), event('approved')];
    const on = (date: string) => faultsOf('adopted', { events, date });
    expect([on('2024-05-01'), on('2024-06-30')]).toEqual([[], []]);
    expect([on('2024-04-30'), on('2024-07-01')]).toEqual([['dateOutside'], ['dateOutside']]);
    expect(faultsOf('proposed', { date: '2024-07-01' })).toEqual([]);
  });

  test('what is adopted has a resolution, all sites, and every difference explained', () => {
    const row = {
      code: 'all',
      title: '',
      masterCents: 1,
      otherCents: 0,
      differenceCents: 1,
      masterFte: 0,
      otherFte: 0,
      differenceFte: 0,
    };
    const tieOut: TieOut = {
      mergedEqualsSubmitted: false,
      parts: [{ dimension: 'total', against: 'revenue', rows: [row] }],
      missingSites: [{ code: '600', name: 'Site 0' }],
    };
    expect(faultsOf('adopted', { tieOut, resolution: ' ' })).toEqual([
      'resolutionMissing',
      'notEqual',
      'sitesMissing',
      'unexplained',
    ]);
    expect(faultsOf('approved', { tieOut, resolution: '' })).toEqual([]);
    expect(faultsOf('adopted')).toEqual([]);
  });
});
