import { Cell, DataTable, Row } from '../../ui/lists/data-table.js';
import { PageLink } from '../../ui/link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Empty, isNotFound, NotFoundPage, QueryState } from '../../ui/states.js';
import { useTeam } from './use-team.js';

const HEADINGS = ['Link worker', 'Open', 'Late', 'New this month', 'Room for'];

const roomOf = (openCount: number, limit: number | null): string =>
  limit === null ? 'No limit set' : `${Math.max(limit - openCount, 0)} more`;

export const TeamPage = () => {
  const team = useTeam();
  if (isNotFound(team)) return <NotFoundPage />;
  return (
    <>
      <PageHeading title="Team" />
      <QueryState what="the team" query={team} />
      {team.data?.length === 0 && (
        <Empty>
          <p>Nobody is in the team yet. Ask your administrator to add link workers.</p>
        </Empty>
      )}
      {team.data && team.data.length > 0 && (
        <DataTable caption="Link workers and what each has on" headings={HEADINGS}>
          {team.data.map((member) => (
            <Row key={member.linkWorkerId}>
              <Cell place="who">
                <PageLink
                  className="tr-strong"
                  to="/caseload"
                  search={{ worker: member.linkWorkerId }}
                >
                  {member.name}
                </PageLink>
              </Cell>
              <Cell place="wide">
                {member.openCount}
                <span className="tr-card-word"> open</span>
              </Cell>
              <Cell place="wide">
                {member.lateCount}
                <span className="tr-card-word"> late</span>
              </Cell>
              <Cell place="wide">
                {member.newThisMonth}
                <span className="tr-card-word"> new this month</span>
              </Cell>
              <Cell place="status">{roomOf(member.openCount, member.caseloadLimit)}</Cell>
            </Row>
          ))}
        </DataTable>
      )}
    </>
  );
};
