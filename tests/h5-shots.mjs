import { chromium } from 'playwright-core';
const C='01a220c5-2a95-7480-81c4-77f196698322'; const B='http://127.0.0.1:3955';
const pages=[['bilanco',`/mukellefler/${C}/defterler/bilanco?son=2026-11-30`],['gelir',`/mukellefler/${C}/defterler/gelir-tablosu?son=2026-11-30`],['cari',`/mukellefler/${C}/defterler/cari?hesap=320.01.0001&donem=tum`],['yas',`/mukellefler/${C}/defterler/yaslandirma?son=2026-11-28`],['yas320',`/mukellefler/${C}/defterler/yaslandirma?son=2026-11-28&hesap=320`],['ofis','/ofis/mizan?donem=2026-11']];
const only=process.argv[2]?.split(',');
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
for(const [w,h] of [[1440,900],[390,844]]){
 const ctx=await b.newContext({viewport:{width:w,height:h},locale:'tr-TR'}); const p=await ctx.newPage();
 p.on('pageerror',e=>console.log('ERR',e.message)); p.on('console',m=>m.type()==='error'&&console.log('CON',m.text()));
 await p.goto(B+'/giris'); await p.fill('input[type=email], input[name=email]','sahip@demo.muhasebi.local'); await p.fill('input[type=password]','Mizan-Tutar-2026'); await p.keyboard.press('Enter'); await p.waitForURL(u=>!u.pathname.startsWith('/giris'));
 for(const [n,u] of pages){ if(only&&!only.includes(n)) continue; await p.goto(B+u); await p.waitForSelector('[role=grid]',{timeout:15000}).catch(()=>console.log('nogrid',n)); await p.waitForTimeout(1200);
  if(n==='bilanco'){ await p.locator('button[aria-expanded=false][aria-label*="satırının"]').first().click().catch(()=>{}); await p.waitForTimeout(700);}
  await p.screenshot({path:`/tmp/h5-${n}-${w}.png`}); }
 await ctx.close(); }
await b.close();
