import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anOffice, officeConnections, officeWords } from '../testing/office.js';
import { say } from '../text/say.js';
import { findJsonPlaces } from './json-places.js';
import { nearest } from './nearest.js';
import { actionSchema, planSchema, type Plan } from './plan.js';
import { readPlan } from './read.js';
import { instantiateTemplate, templateIds } from './templates.js';
import { writePlan } from './write.js';

const office = { id: 'office', title: 'Office', ups: ['ups1'], connections: officeConnections, inventory: anOffice(), words: officeWords };
const plan = instantiateTemplate('haCluster', office);
const text = writePlan(plan);

const read = (given: string, locale: 'en' | 'de' = 'en') => {
  const answer = readPlan(given, 'office.json');
  return answer.ok ? 'fine' : `${answer.failure.code} ${say(answer.failure.message, locale)}`;
};
const lineOf = (given: string, part: string) => given.slice(0, given.indexOf(part)).split('\n').length;

describe('a plan file', () => {
  it.each(templateIds)('is read back as it was written: %s', (id) => {
    const one = instantiateTemplate(id, office);
    expect(readPlan(writePlan(one), 'office.json')).toEqual({ ok: true, value: one });
  });

  it('holds no defaults', () => {
    for (const usual of ['parallelPerHost', 'restartChargePercent', 'withoutTools', '"maintenance"', 'returnWithMains', 'triggers'])
      expect(text).not.toContain(usual);
    expect(text).toContain('"timeoutSeconds": 240');
  });

  it('holds of a group only what differs', () => {
    const written: unknown = JSON.parse(writePlan({ ...plan, restore: { ...plan.restore, enabled: false } }));
    expect(written).toHaveProperty('restore');
    expect((written as { restore: object }).restore).toEqual({ enabled: false });
  });

  it('may begin with a byte order mark, as editors on Windows leave one', () => {
    expect(readPlan(`\uFEFF${text}`, 'office.json')).toEqual({ ok: true, value: plan });
  });
});

describe('a fault in the JSON', () => {
  it.each([
    ['{\n  "version": 1,\n  "id": office\n}', 'line 3, column 9 holds "office", which'],
    ['{"version": 1,', 'it ends in line 1, column 15'],
    ['{"a": [1, 2,]}', 'line 1, column 13 holds "]}"'],
    ['{"a": 1} {', 'line 1, column 10 holds "{"'],
    ["{'a': 1}", 'line 1, column 2 holds'],
    ['{"a" 1}', 'line 1, column 6 holds "1}"'],
    ['{"a": 01}', 'line 1, column 8 holds "1}"'],
    ['', 'it ends in line 1, column 1'],
    ['{"a": "b\nc"}', 'line 1, column 7 holds'],
  ])('is named by line and column: %j', (given, words) => {
    expect(read(given)).toContain('plan/syntax');
    expect(read(given)).toContain(words);
  });

  it('is told of a key that is there twice, of which a parser would silently drop one', () => {
    const given = text.replace('"id": "vcenter",', '"id": "vcenter",\n      "id": "hosts",');
    expect(read(given)).toBe(
      `plan/keyTwice office.json, line ${String(lineOf(given, '"id": "hosts"'))}: steps[5].id is there twice. Only one of the two can count.`,
    );
  });

  it('is found where JSON.parse finds one, and nowhere else', () => {
    const isJson = (given: string) => {
      try {
        JSON.parse(given);
        return true;
      } catch {
        return false;
      }
    };
    const broken = fc
      .tuple(
        fc.json({ maxDepth: 4 }),
        fc.nat(),
        fc.nat({ max: 2 }),
        fc.constantFrom('', ',', '"', '}', ']', '\\', '0', '-', ' ', '\n', 'e'),
      )
      .map(([json, at, remove, insert]) => json.slice(0, at % (json.length + 1)) + insert + json.slice((at % (json.length + 1)) + remove));
    fc.assert(
      fc.property(broken, (given) => {
        expect(findJsonPlaces(given).faultAt === undefined).toBe(isJson(given));
      }),
      { numRuns: 3000 },
    );
  });

  it('is an answer too when the nesting has no end', () => {
    expect(read('['.repeat(200_000))).toContain('plan/syntax');
  });
});

describe('a fault in the plan', () => {
  const changed = (from: string, to: string) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  };

  it.each([
    ['text for a number', '"timeoutSeconds": 240', '"timeoutSeconds": "long"', 'expected a whole number, found "long"'],
    ['half a second', '"timeoutSeconds": 240', '"timeoutSeconds": 2.5', 'expected a whole number, found 2.5'],
    ['too much', '"timeoutSeconds": 240', '"timeoutSeconds": 99999', 'must be at most 7200, is 99999'],
    ['too little', '"timeoutSeconds": 240', '"timeoutSeconds": 1', 'must be at least 5, is 1'],
    ['an unknown action', '"kind": "prepareCluster"', '"kind": "explode"', 'expected "check", "prepareCluster", '],
    ['an unknown word', '"onTimeout": "force"', '"onTimeout": "maybe"', 'expected "force", "continue", "stop", found "maybe"'],
    ['no list', '"after": [\n        "check"\n      ]', '"after": "check"', 'expected a list in brackets, found "check"'],
    ['a number for a word', '"rest": true', '"rest": 1', 'expected true or false, found 1'],
    ['no object', '"action": {\n        "kind": "check"\n      }', '"action": "check"', 'expected an object in braces, found "check"'],
    ['an id with capitals', '"id": "vcenter"', '"id": "VCenter"', '"VCenter" may hold only lower-case letters'],
    ['an empty title', '"title": "vCenter"', '"title": ""', 'must not be empty'],
    ['a long title', '"title": "vCenter"', `"title": "${'x'.repeat(99)}"`, 'is longer than 80 characters'],
    ['no UPS', '"ups": [\n    "ups1"\n  ]', '"ups": []', 'needs at least 1 of them'],
    ['another version', '"version": 1', '"version": 2', 'expected 1, found 2'],
  ])('names the line, the path, what was expected and what came: %s', (_what, from, to, words) => {
    const given = changed(from, to);
    expect(read(given)).toMatch(/^plan\/shape office\.json, line \d+, [\w.[\]]+: /);
    expect(read(given)).toContain(words);
    expect(read(given, 'de')).not.toContain('expected');
  });

  it('stands in the line that is named', () => {
    const given = changed('"timeoutSeconds": 240', '"timeoutSeconds": "long"');
    expect(read(given)).toBe(
      `plan/shape office.json, line ${String(lineOf(given, '"long"'))}, steps[6].timeoutSeconds: expected a whole number, found "long".`,
    );
  });

  it('names what is missing, and where', () => {
    const given = changed('"title": "vCenter",\n', '');
    expect(read(given)).toBe(`plan/shape office.json, line ${String(lineOf(given, '"id": "vcenter"') - 1)}: steps[5].title is missing.`);
    expect(read('{}')).toBe('plan/shape office.json, line 1: version is missing.');
  });

  it.each([
    ['of a step', '"onTimeout": "force"', '"onTimeOut": "force"', 'steps[2].onTimeOut is unknown. Did you mean "onTimeout"?'],
    ['of a step, whose own is missing now', '"timeoutSeconds": 30', '"timeoutSecond": 30', 'Did you mean "timeoutSeconds"?'],
    ['of a selector', '"rest": true', '"rest": true, "tag": ["x"]', 'steps[2].select.tag is unknown. Did you mean "tags"?'],
    ['of an action', '"kind": "shutdownHosts"', '"kind": "shutdownHosts", "maintenence": true', 'Did you mean "maintenance"?'],
    ['of the plan', '"version": 1,', '"version": 1, "margin_seconds": 5,', 'Did you mean "marginSeconds"?'],
    [
      'of the triggers',
      '"version": 1,',
      '"version": 1, "triggers": { "lowBatery": true },',
      'triggers.lowBatery is unknown. Did you mean "lowBattery"?',
    ],
    ['of restore', '"version": 1,', '"version": 1, "restore": { "enable": true },', 'Did you mean "enabled"?'],
  ])('proposes the key that was meant: %s', (_where, from, to, words) => {
    expect(read(changed(from, to))).toContain(words);
  });

  it('proposes only what may stand there', () => {
    const given = changed('"id": "vcenter",', '"id": "vcenter", "marginSecond": 5,');
    expect(read(given)).toContain('steps[5].marginSecond is unknown.');
    expect(read(given)).not.toContain('Did you mean');
    expect(nearest('zzz', ['after'])).toBeUndefined();
  });

  it('is told in the order of the file, unless a misspelt key is the cause', () => {
    const given = changed('"version": 1,', '"version": 2, "nonsense": 1,');
    expect(read(given)).toContain('version: expected 1, found 2');
  });

  it('shows of a long value only its beginning', () => {
    expect(read(`[${'1,'.repeat(500)}1]`).length).toBeLessThan(200);
  });
});

describe('any plan', () => {
  const names = fc.option(fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }), { nil: undefined });
  const actions = fc.constantFrom(...actionSchema.options.map((option) => [...option.shape.kind.values][0]!));
  const steps = fc.array(
    fc.record(
      {
        id: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,10}$/),
        title: fc.string({ minLength: 1, maxLength: 80 }),
        action: actions.map((kind) => ({ kind })),
        select: fc.record({ names, folders: names, tags: names, except: names, rest: fc.boolean() }, { requiredKeys: [] }),
        after: fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { maxLength: 3 }),
        parallel: fc.integer({ min: 1, max: 200 }),
        timeoutSeconds: fc.integer({ min: 5, max: 7200 }),
        onTimeout: fc.constantFrom('force' as const, 'continue' as const, 'stop' as const),
        retries: fc.integer({ min: 0, max: 5 }),
        beyondPointOfNoReturn: fc.boolean(),
      },
      { requiredKeys: ['id', 'title', 'action', 'timeoutSeconds'] },
    ),
    { minLength: 1, maxLength: 5 },
  );
  const plans = fc
    .record(
      {
        steps,
        marginSeconds: fc.integer({ min: 0, max: 3600 }),
        triggers: fc.record({ lowBattery: fc.boolean(), chargeBelowPercent: fc.integer({ min: 1, max: 99 }) }, { requiredKeys: [] }),
        restore: fc.record({ enabled: fc.boolean(), restartChargePercent: fc.integer({ min: 0, max: 100 }) }, { requiredKeys: [] }),
        onPowerReturn: fc.constantFrom('restore' as const, 'finish' as const),
      },
      { requiredKeys: ['steps'] },
    )
    .map((one): Plan => planSchema.parse(JSON.parse(JSON.stringify({ version: 1, id: 'p', title: 'P', ups: ['u'], ...one }))));

  it('survives being written and read', () => {
    fc.assert(
      fc.property(plans, (one) => {
        expect(readPlan(writePlan(one), 'p.json')).toEqual({ ok: true, value: one });
        expect(writePlan(one)).toBe(writePlan(structuredClone(one)));
      }),
      { numRuns: 300 },
    );
  });
});
