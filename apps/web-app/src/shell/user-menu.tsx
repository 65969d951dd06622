/** What the person's menu holds: office, language, look, sign-out; loaded when it is first opened. */
import { Menu, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, useMe } from '../api/session.ts';
import { switchLanguage } from '../i18n/index.ts';
import { DENSITIES, setDensity, useDensity } from '../theme/density.ts';
import { Icon } from '../ui/icon.tsx';
import { showProblem } from '../ui/problem-note.tsx';
import { enterOffice as intoOffice } from './enter-office.ts';
import classes from './shell.module.css';

export function UserMenu({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const me = useMe();
  const density = useDensity(me?.user.id);
  if (me === undefined) return null;
  const signOut = () => api.logout().catch(showProblem);
  const enterOffice = async (officeId: string) => {
    await intoOffice(officeId, () => navigate({ to: '/' }));
  };
  const otherOffices = me.offices.filter((office) => office.id !== me.office?.id);
  return (
    <Menu opened position="bottom-end" width={240} withinPortal onChange={(opened) => !opened && onClose()}>
      <Menu.Target>
        <span className={classes.userAnchor} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <strong>{me.user.name}</strong>
          <br />
          {me.office?.name ?? me.user.email} · {t(`shell.roles.${me.role}`)}
        </Menu.Label>
        {otherOffices.map((office) => (
          <Menu.Item
            key={office.id}
            leftSection={<Icon name="company" />}
            onClick={() => enterOffice(office.id).catch(showProblem)}
          >
            {office.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          lang={i18n.language === 'en' ? 'tr' : 'en'}
          onClick={() => switchLanguage(i18n.language === 'en' ? 'tr' : 'en')}
        >
          {t('shell.user.language')}
        </Menu.Item>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            rightSection={colorScheme === scheme ? <Icon name="check" /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {t(
              (
                {
                  light: 'shell.user.themeLight',
                  dark: 'shell.user.themeDark',
                  auto: 'shell.user.themeAuto',
                } as const
              )[scheme],
            )}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('shell.user.density')}</Menu.Label>
        {DENSITIES.map((each) => (
          <Menu.Item
            key={each}
            rightSection={density === each ? <Icon name="check" /> : null}
            onClick={() => setDensity(me.user.id, each)}
          >
            {t(`shell.user.densities.${each}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t('shell.user.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
