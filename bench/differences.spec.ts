import { describe, expect, it } from '@jest/globals';
import { differences } from './differences.js';

describe('the comparison of two answers', () => {
  it('finds nothing between equal answers, whatever the order of their members', () => {
    expect(differences({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toEqual([]);
  });

  it('points at a value that differs, at any depth', () => {
    const peer = { items: [{ id: 'x' }, { id: 'y' }] };
    const product = { items: [{ id: 'x' }, { id: 'z' }] };
    expect(differences(peer, product)).toEqual(['/items/1/id']);
  });

  it('points at rows and fields that one of them lacks', () => {
    expect(differences({ items: [1] }, { items: [1, 2] })).toEqual(['/items/1']);
    expect(differences({ items: [{ id: 1 }] }, { items: [{ id: 1, name: 'x' }] })).toEqual([
      '/items/0/name',
    ]);
  });

  it('lets pass what only the rules of the product add, and only that', () => {
    const allowance = { onlyProduct: ['audience'], onlyPeer: ['facts'] };
    expect(differences({ id: 1, facts: [] }, { id: 1, audience: 'lead' }, allowance)).toEqual([]);
    expect(differences({ id: 1, audience: 'lead' }, { id: 1 }, allowance)).toEqual(['/audience']);
  });

  it('compares cursors only by whether there is one', () => {
    const allowance = { opaque: ['next'] };
    expect(differences({ next: 'a' }, { next: 'b' }, allowance)).toEqual([]);
    expect(differences({ next: 'a' }, { next: null }, allowance)).toEqual(['/next']);
  });
});
