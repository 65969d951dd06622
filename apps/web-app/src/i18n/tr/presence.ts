/** Turkish texts of who is at which document. */
export const presence = {
  label: 'Bu mükellefte şu anda',
  edits: '{{name}} bu belgeyi düzenliyor',
  looks: '{{name}} bu belgeye bakıyor',
  editsNo: '{{name}}, {{no}} belgesini düzenliyor',
  looksNo: '{{name}}, {{no}} belgesine bakıyor',
  here: '{{name}} kuyrukta',
  approvedBy: 'Bunu az önce {{name}} onayladı ({{no}} no.lu fiş).',
  somebody: 'Başka biri',
  unsaved: 'Bu fişte kaydedilmemiş değişiklikleriniz var; E ile sürdürün.',
  changedBy: '{{name}} değiştirdi',
  taken: {
    posted: '{{document}} belgesini az önce {{name}} onayladı.',
    gone: '{{document}} belgesi kuyruktan çıktı.',
    body: 'Sıradaki belge için Enter ya da J.',
    next: 'Sıradaki belge',
  },
};
