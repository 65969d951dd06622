/** Names of the KDV exemption codes, as an invoice states its reason: GİB UBL-TR Kod Listeleri V1.42, 233 by V1.43. */

const NAMES: Readonly<Record<string, string>> = {
  '201': '17/1 Kültür ve Eğitim Amacı Taşıyan İşlemler',
  '202': '17/2-a Sağlık, Çevre Ve Sosyal Yardım Amaçlı İşlemler',
  '204':
    '17/2-c Yabancı Diplomatik Organ Ve Hayır Kurumlarının Yapacakları Bağışlarla İlgili Mal Ve Hizmet Alışları',
  '205': '17/2-d Taşınmaz Kültür Varlıklarına İlişkin Teslimler ve Mimarlık Hizmetleri',
  '206': '17/2-e Mesleki Kuruluşların İşlemleri',
  '207': '17/3 Askeri Fabrika, Tersane ve Atölyelerin İşlemleri',
  '208': '17/4-c Birleşme, Devir, Dönüşüm ve Bölünme İşlemleri',
  '209': '17/4-e Banka ve Sigorta Muameleleri Vergisi Kapsamına Giren İşlemler',
  '211': '17/4-h Zirai Amaçlı Su Teslimleri İle Köy Tüzel Kişiliklerince Yapılan İçme Suyu Teslimleri',
  '212': '17/4-ı Serbest Bölgelerde Verilen Hizmetler',
  '213': '17/4-j Boru Hattı İle Yapılan Petrol Ve Gaz Taşımacılığı',
  '214':
    '17/4-k Organize Sanayi Bölgelerindeki Arsa ve İşyeri Teslimleri İle Konut Yapı Kooperatiflerinin Üyelerine Konut Teslimleri',
  '215': '17/4-l Varlık Yönetim Şirketlerinin İşlemleri',
  '216': '17/4-m Tasarruf Mevduatı Sigorta Fonunun İşlemleri',
  '217': '17/4-n Basın-Yayın ve Enformasyon Genel Müdürlüğüne Verilen Haber Hizmetleri',
  '218':
    'KDV 17/4-o md. Gümrük Antrepoları, Geçici Depolama Yerleri ile Gümrüklü Sahalarda Vergisiz Satış Yapılan İşyeri, Depo ve Ardiye Gibi Bağımsız Birimlerin Kiralanması',
  '219':
    'Hazine, Toplu Konut İdaresi Başkanlığı, Belediyeler, İl Özel İdareleri ve Yatırım İzleme ve Koordinasyon Başkanlıklarının İşlemleri',
  '220':
    '17/4-r İki Tam Yıl Süreyle Sahip Olunan Taşınmaz ve İştirak Hisseleri ile 15/7/2023 Tarihinden Önce Kurumların Aktifinde Kayıtlı Taşınmaz Satışı',
  '221':
    'Geçici 15 Konut Yapı Kooperatifleri, Belediyeler ve Sosyal Güvenlik Kuruluşlarına Verilen İnşaat Taahhüt Hizmeti',
  '223': 'Geçici 20/1 Teknoloji Geliştirme Bölgelerinde Yapılan İşlemler',
  '225': 'Geçici 23 Milli Eğitim Bakanlığına Yapılan Bilgisayar Bağışları İle İlgili Teslimler',
  '226':
    '17/2-b Özel Okulları, Üniversite ve Yüksekokullar Tarafından Verilen Bedelsiz Eğitim Ve Öğretim Hizmetleri',
  '227': '17/2-b Kanunların Gösterdiği Gerek Üzerine Bedelsiz Olarak Yapılan Teslim ve Hizmetler',
  '228': '17/2-b Kanunun (17/1) Maddesinde Sayılan Kurum ve Kuruluşlara Bedelsiz Olarak Yapılan Teslimler',
  '229':
    '17/2-b Gıda Bankacılığı Faaliyetinde Bulunan Dernek ve Vakıflara Bağışlanan Gıda, Temizlik, Giyecek ve Yakacak Maddeleri',
  '230': '17/4-g Külçe Altın, Külçe Gümüş Ve Kıymetli Taşların Teslimi',
  '231': '17/4-g Metal, Plastik, Lastik, Kauçuk, Kağıt, Cam Hurda Ve Atıkların Teslimi',
  '232': '17/4-g Döviz, Para, Damga Pulu, Değerli Kağıtlar, Hisse Senedi ve Tahvil Teslimleri',
  '233':
    '2942 sayılı Kamulaştırma Kanunu kapsamında taşınmazların kamulaştırmayı yapan kamu tüzel kişilerine devri',
  '234': '17/4-ş Konut Finansmanı Amacıyla Teminat Gösterilen ve İpotek Konulan Konutların Teslimi',
  '235':
    '16/1-c Transit ve Gümrük Antrepo Rejimleri İle Geçici Depolama ve Serbest Bölge Hükümlerinin Uygulandığı Malların Teslimi',
  '236':
    '19/2 Usulüne Göre Yürürlüğe Girmiş Uluslararası Anlaşmalar Kapsamındaki İstisnalar (İade Hakkı Tanınmayan)',
  '237':
    '17/4-t 5300 Sayılı Kanuna Göre Düzenlenen Ürün Senetlerinin İhtisas/Ticaret Borsaları Aracılığıyla İlk Teslimlerinden Sonraki Teslim',
  '238':
    '17/4-u Varlıkların Varlık Kiralama Şirketlerine Devri İle Bu Varlıkların Varlık Kiralama Şirketlerince Kiralanması ve Devralınan Kuruma Devri',
  '239':
    '17/4-y Taşınmazların Finansal Kiralama Şirketlerine Devri, Finansal Kiralama Şirketi Tarafından Devredene Kiralanması ve Devri',
  '240':
    '17/4-z Patentli Veya Faydalı Model Belgeli Buluşa İlişkin Gayri Maddi Hakların Kiralanması, Devri ve Satışı',
  '241': 'TürkAkım Gaz Boru Hattı Projesine İlişkin Anlaşmanın (9/b) Maddesinde Yer Alan Hizmetler',
  '242':
    'KDV 17/4-ö md. Gümrük Antrepoları, Geçici Depolama Yerleri ile Gümrüklü Sahalarda, İthalat ve İhracat İşlemlerine Konu Mallar ile Transit Rejim Kapsamında İşlem Gören Mallar İçin Verilen Ardiye, Depolama ve Terminal Hizmetleri',
  '250': 'Diğerleri',
  '301': '11/1-a Mal İhracatı',
  '302': '11/1-a Hizmet İhracatı',
  '303': '11/1-a Roaming Hizmetleri',
  '304': '13/a Deniz Hava ve Demiryolu Taşıma Araçlarının Teslimi İle İnşa, Tadil, Bakım ve Onarımları',
  '305': '13/b Deniz ve Hava Taşıma Araçları İçin Liman Ve Hava Meydanlarında Yapılan Hizmetler',
  '306':
    '13/c Petrol Aramaları ve Petrol Boru Hatlarının İnşa ve Modernizasyonuna İlişkin Yapılan Teslim ve Hizmetler',
  '307':
    '13/c Maden Arama, Altın, Gümüş ve Platin Madenleri İçin İşletme, Zenginleştirme Ve Rafinaj Faaliyetlerine İlişkin Teslim Ve Hizmetler [KDVGUT-(II/8-4)]',
  '308': '13/d Teşvikli Yatırım Mallarının Teslimi',
  '309': '13/e Liman Ve Hava Meydanlarının İnşası, Yenilenmesi Ve Genişletilmesi',
  '310': '13/f Ulusal Güvenlik Amaçlı Teslim ve Hizmetler',
  '311': '14/1 Uluslararası Taşımacılık',
  '312': '15/a Diplomatik Organ Ve Misyonlara Yapılan Teslim ve Hizmetler',
  '313': '15/b Uluslararası Kuruluşlara Yapılan Teslim ve Hizmetler',
  '314': '19/2 Usulüne Göre Yürürlüğe Girmiş Uluslararası Anlaşmalar Kapsamındaki İstisnalar',
  '315': '14/3 İhraç Konusu Eşyayı Taşıyan Kamyon, Çekici ve Yarı Römorklara Yapılan Motorin Teslimleri',
  '316': '11/1-a Serbest Bölgelerdeki Müşteriler İçin Yapılan Fason Hizmetler',
  '317':
    '17/4-s Engellilerin Eğitimleri, Meslekleri ve Günlük Yaşamlarına İlişkin Araç-Gereç ve Bilgisayar Programları',
  '318':
    'Geçici 29 Yap-İşlet-Devret ve kiralama karşılığı yaptırılan sağlık ve eğitim tesisi projelerine ilişkin teslim ve hizmetler',
  '319': '13/g Başbakanlık Merkez Teşkilatına Yapılan Araç Teslimleri',
  '320':
    'Geçici 16 (6111 sayılı K.) İSMEP kapsamında İstanbul Proje Koordinasyon Birimine yapılacak teslim ve hizmetler',
  '321':
    'Geçici 26 BM, NATO ve OECD temsilciliklerine resmi kullanımları için yapılan mal teslimi ve hizmet ifaları',
  '322': '11/1-a Türkiye’de İkamet Etmeyenlere Özel Fatura ile Yapılan Teslimler (Bavul Ticareti)',
  '323':
    '13/ğ 5300 Sayılı Kanuna Göre Düzenlenen Ürün Senetlerinin İhtisas/Ticaret Borsaları Aracılığıyla İlk Teslimi',
  '324':
    '13/h Türkiye Kızılay Derneğine Yapılan Teslim ve Hizmetler ile Türkiye Kızılay Derneğinin Teslim ve Hizmetleri',
  '325': '13/ı Yem Teslimleri',
  '326': '13/ı Gıda, Tarım ve Hayvancılık Bakanlığı Tarafından Tescil Edilmiş Gübrelerin Teslimi',
  '327':
    '13/ı Gıda, Tarım ve Hayvancılık Bakanlığı Tarafından Tescil Edilmiş Gübrelerin İçeriğinde Bulunan Hammaddelerin Gübre Üreticilerine Teslimi',
  '328': '13/i Konut veya İşyeri Teslimleri',
  '329':
    'Eğitimde Fırsatları Artırma ve Teknolojiyi İyileştirme Hareketi (FATİH) Projesi Kapsamında Milli Eğitim Bakanlığına Yapılacak Mal Teslimi ve Hizmet İfası',
  '330':
    'KDV 13/j md. Organize Sanayi Bölgeleri ile Küçük Sanayi Sitelerinin İnşasına İlişkin Teslim ve Hizmetler',
  '331':
    'KDV 13/m md. Ar-Ge, Yenilik ve Tasarım Faaliyetlerinde Kullanılmak Üzere Yapılan Yeni Makina ve Teçhizat Teslimlerinde İstisna',
  '332':
    'KDV Geçici 39. Md. İmalat Sanayiinde Kullanılmak Üzere Yapılan Yeni Makina ve Teçhizat Teslimlerinde İstisna',
  '333':
    'KDV 13/k md. Kapsamında Genel ve Özel Bütçeli Kamu İdarelerine, İl Özel İdarelerine, Belediyelere ve Köylere Bağışlanan Tesislerin İnşasına İlişkin İstisna',
  '334': 'KDV 13/l md. Kapsamında Yabancılara Verilen Sağlık Hizmetlerinde İstisna',
  '335': 'KDV 13/n Basılı Kitap ve Süreli Yayınların Teslimleri',
  '336': 'Geçici 46 UEFA Müsabakaları Kapsamında Yapılacak Teslim ve Hizmetler',
  '337':
    'Türk Akım Gaz Boru Hattı Projesine İlişkin Anlaşmanın (9/h) Maddesi Kapsamındaki Gaz Taşıma Hizmetleri',
  '338': 'İmalatçıların Mal İhracatları',
  '339':
    'İmalat Sanayii ile Turizme Yönelik Yatırım Teşvik Belgesi Kapsamındaki İnşaat İşlerine İlişkin Teslim ve Hizmetler',
  '340': 'Elektrik Motorlu Taşıt Araçlarının Geliştirilmesine Yönelik Mühendislik Hizmetleri',
  '341': 'Afetzedelere Bağışlanacak Konutların İnşasına İlişkin İstisna',
  '342': 'Genel Bütçeli Kamu İdarelerine Bağışlanacak Taşınmazların İnşasına İlişkin İstisna',
  '343':
    'Genel Bütçeli Kamu İdarelerine Bağışlanacak Konutların Yabancı Devlet Kurum ve Kuruluşlarına Teslimine İlişkin İstisna',
  '344': '13/o Milli Savunma ve İç Güvenlik İhtiyaçlarında Kullanılmak Üzere Taşıt Teslimi',
  '350': 'Diğerleri',
  '351': 'KDV - İstisna Olmayan Diğer',
  '701': '3065 s. KDV Kanununun 11/1-c md. Kapsamındaki İhraç Kayıtlı Satış',
  '702': 'DİİB ve Geçici Kabul Rejimi Kapsamındaki Satışlar',
  '703': '4760 s. ÖTV Kanununun 8/2 Md. Kapsamındaki İhraç Kayıtlı Satış',
  '704': '3065 s. KDV Kanununun 11/1-c ve 4760 s. ÖTV Kanununun 8/2 Md. Kapsamındaki İhraç Kayıtlı Satış',
  '801': 'Milli Piyango, Spor Toto vb. Oyunlar',
  '802': 'At Yarışları ve Diğer Müşterek Bahis ve Talih Oyunları',
  '803':
    'Profesyonel Sanatçıların Yer Aldığı Gösteriler, Konserler, Profesyonel Sporcuların Katıldığı Sportif Faaliyetler',
  '804': 'Gümrük Depolarında ve Müzayede Mahallerinde Yapılan Satışlar',
  '805': 'Altından Mamul veya Altın İçeren Ziynet Eşyaları ile Sikke Altınların Teslimi',
  '806': 'Tütün Mamulleri',
  '807': 'Muzır Neşriyat Kapsamındaki Gazete, Dergi vb. Periyodik Yayınlar',
  '808': 'Gümüşten Mamul veya Gümüş İçeren Ziynet Eşyaları ile Sikke Gümüşlerin Teslimi',
  '809':
    'Belediyeler Tarafından Yapılan Şehir İçi Yolcu Taşımacılığında Kullanılan Bilet ve Kartların Bayiler Tarafından Satışı',
  '810': 'Ön Ödemeli Elektronik Haberleşme Hizmetleri',
  '811': 'TŞOF Tarafından Araç Plakaları ile Sürücü Kurslarında Kullanılan Bir Kısım Evrakın Teslimi',
  '812': 'KDV Uygulanmadan Alınan İkinci El Motorlu Kara Taşıtı veya Taşınmaz Teslimi',
};

/** The law and what it frees, in Turkish as GİB's list has it; null for a code that is no exemption of KDV. */
export function exemptionName(code: string): string | null {
  return NAMES[code] ?? null;
}

/** Codes with a name, ascending. */
export function namedExemptions(): readonly { readonly code: string; readonly name: string }[] {
  return Object.entries(NAMES)
    .map(([code, name]) => ({ code, name }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
