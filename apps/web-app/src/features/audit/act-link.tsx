/** The way from an act of the audit log to the record it was about, where that still has a page. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Act, actionOf } from './acts.ts';

interface ActLinkProps {
  readonly act: Act;
  readonly children: ReactNode;
  /** Shown in place of a link where the record has no page. */
  readonly otherwise: ReactNode;
  readonly tabIndex?: number;
}

export function ActLink({ act, children, otherwise, tabIndex }: ActLinkProps) {
  const clientId = act.head.clientId ?? (act.entity === 'clients' ? act.entityId : null);
  if (clientId === null || actionOf(act) === 'delete') return <>{otherwise}</>;
  const place = { tabIndex, children };
  switch (act.entity) {
    case 'vouchers':
      return (
        <Link
          to="/mukellefler/$clientId/fisler/$voucherId"
          params={{ clientId, voucherId: act.entityId }}
          {...place}
        />
      );
    case 'documents':
      return (
        <Link
          to="/mukellefler/$clientId/belgeler"
          params={{ clientId }}
          search={{ belge: act.entityId }}
          {...place}
        />
      );
    case 'accounts':
      return (
        <Link
          to="/mukellefler/$clientId/hesap-plani"
          params={{ clientId }}
          search={{ hesap: act.entityId }}
          {...place}
        />
      );
    case 'clients':
      return <Link to="/mukellefler/$clientId/belgeler" params={{ clientId }} {...place} />;
    default:
      return <>{otherwise}</>;
  }
}
