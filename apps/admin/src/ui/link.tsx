import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & {
  current?: 'page' | 'true' | undefined;
  ref?: Ref<HTMLAnchorElement>;
};

/**
 * A router link that says `aria-current` only when told to. The stock link counts every link whose
 * search is part of the address as current, so "Clear all" would be announced as the current page.
 */
const Anchor = ({ current, 'aria-current': _ignored, ...rest }: Props) => (
  <a {...rest} {...(current ? { 'aria-current': current } : {})} />
);

export const PageLink = createLink(Anchor);
