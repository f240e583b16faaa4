import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetPath, contentSecurityPolicy, contentType, isOwnUrl } from './content-policy.js';

describe('the page of the window', () => {
  it.each([
    ['app://sundown/', 'index.html'],
    ['app://sundown/index.html', 'index.html'],
    ['app://sundown/assets/index-B-_2uA9Y.css?x#y', 'assets/index-B-_2uA9Y.css'],
  ])('finds %s', (url, path) => {
    expect(assetPath(url)).toBe(path);
  });

  it.each([
    'app://elsewhere/index.html',
    'app://sundown.example/index.html',
    'file:///etc/passwd',
    'app://sundown/../secret',
    'app://sundown/a/../../secret',
    'app://sundown/%2e%2e/secret',
    'app://sundown/..%2fsecret',
    'app://sundown/..\\secret',
    'app://sundown//etc/passwd',
    'app://sundown/C:/secret',
    'app://sundown/.env',
    'app://sundown/a\0b',
  ])('refuses %s', (url) => {
    expect(assetPath(url)).toBeUndefined();
  });

  it('never gives a path that leads out of its folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (tail) => {
        const path = assetPath(`app://sundown/${tail}`);
        return path === undefined || (!path.startsWith('/') && !path.split('/').includes('..') && !path.includes('\\'));
      }),
    );
  });

  it('knows the kinds of files that it serves and no other', () => {
    expect(contentType('a/b.js')).toBe('text/javascript; charset=utf-8');
    expect(contentType('a/b.exe')).toBeUndefined();
    expect(contentType('noending')).toBeUndefined();
  });

  it('has a policy without anything inline, evaluated or from elsewhere', () => {
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*|blob:/);
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).toContain("connect-src 'none'");
  });

  it('tells its own addresses from look-alikes', () => {
    expect(isOwnUrl('app://sundown/index.html')).toBe(true);
    expect(isOwnUrl('app://sundown.evil/index.html')).toBe(false);
    expect(isOwnUrl('app://sundown')).toBe(false);
  });
});
