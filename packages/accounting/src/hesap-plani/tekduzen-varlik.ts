/** Classes 1 and 2 of the Tekdüzen Hesap Planı as 1 Sıra No.lu MSUGT lists them; "(-)" marks a contra account. */
export const TEKDUZEN_VARLIK = `
1 Dönen Varlıklar
10 Hazır Değerler
100 Kasa
101 Alınan Çekler
102 Bankalar
103 Verilen Çekler ve Ödeme Emirleri (-)
108 Diğer Hazır Değerler
11 Menkul Kıymetler
110 Hisse Senetleri
111 Özel Kesim Tahvil, Senet ve Bonoları
112 Kamu Kesimi Tahvil, Senet ve Bonoları
118 Diğer Menkul Kıymetler
119 Menkul Kıymetler Değer Düşüklüğü Karşılığı (-)
12 Ticari Alacaklar
120 Alıcılar
121 Alacak Senetleri
122 Alacak Senetleri Reeskontu (-)
124 Kazanılmamış Finansal Kiralama Faiz Gelirleri (-)
126 Verilen Depozito ve Teminatlar
127 Diğer Ticari Alacaklar
128 Şüpheli Ticari Alacaklar
129 Şüpheli Ticari Alacaklar Karşılığı (-)
13 Diğer Alacaklar
131 Ortaklardan Alacaklar
132 İştiraklerden Alacaklar
133 Bağlı Ortaklıklardan Alacaklar
135 Personelden Alacaklar
136 Diğer Çeşitli Alacaklar
137 Diğer Alacak Senetleri Reeskontu (-)
138 Şüpheli Diğer Alacaklar
139 Şüpheli Diğer Alacaklar Karşılığı (-)
15 Stoklar
150 İlk Madde ve Malzeme
151 Yarı Mamuller - Üretim
152 Mamuller
153 Ticari Mallar
157 Diğer Stoklar
158 Stok Değer Düşüklüğü Karşılığı (-)
159 Verilen Sipariş Avansları
17 Yıllara Yaygın İnşaat ve Onarım Maliyetleri
170 Yıllara Yaygın İnşaat ve Onarım Maliyetleri
171 Yıllara Yaygın İnşaat ve Onarım Maliyetleri
172 Yıllara Yaygın İnşaat ve Onarım Maliyetleri
173 Yıllara Yaygın İnşaat ve Onarım Maliyetleri
174 Yıllara Yaygın İnşaat ve Onarım Maliyetleri
175 Yıllara Yaygın İnşaat ve Onarım Maliyetleri
176 Yıllara Yaygın İnşaat ve Onarım Maliyetleri
177 Yıllara Yaygın İnşaat ve Onarım Maliyetleri
178 Yıllara Yaygın İnşaat Enflasyon Düzeltme Hesabı
179 Taşeronlara Verilen Avanslar
18 Gelecek Aylara Ait Giderler ve Gelir Tahakkukları
180 Gelecek Aylara Ait Giderler
181 Gelir Tahakkukları
19 Diğer Dönen Varlıklar
190 Devreden Katma Değer Vergisi
191 İndirilecek Katma Değer Vergisi
192 Diğer Katma Değer Vergisi
193 Peşin Ödenen Vergiler ve Fonlar
195 İş Avansları
196 Personel Avansları
197 Sayım ve Tesellüm Noksanları
198 Diğer Çeşitli Dönen Varlıklar
199 Diğer Dönen Varlıklar Karşılığı (-)
2 Duran Varlıklar
22 Ticari Alacaklar
220 Alıcılar
221 Alacak Senetleri
222 Alacak Senetleri Reeskontu (-)
224 Kazanılmamış Finansal Kiralama Faiz Gelirleri (-)
226 Verilen Depozito ve Teminatlar
229 Şüpheli Ticari Alacaklar Karşılığı (-)
23 Diğer Alacaklar
231 Ortaklardan Alacaklar
232 İştiraklerden Alacaklar
233 Bağlı Ortaklıklardan Alacaklar
235 Personelden Alacaklar
236 Diğer Çeşitli Alacaklar
237 Diğer Alacak Senetleri Reeskontu (-)
239 Şüpheli Diğer Alacaklar Karşılığı (-)
24 Mali Duran Varlıklar
240 Bağlı Menkul Kıymetler
241 Bağlı Menkul Kıymetler Değer Düşüklüğü Karşılığı (-)
242 İştirakler
243 İştiraklere Sermaye Taahhütleri (-)
244 İştirakler Sermaye Payları Değer Düşüklüğü Karşılığı (-)
245 Bağlı Ortaklıklar
246 Bağlı Ortaklıklara Sermaye Taahhütleri (-)
247 Bağlı Ortaklıklar Sermaye Payları Değer Düşüklüğü Karşılığı (-)
248 Diğer Mali Duran Varlıklar
249 Diğer Mali Duran Varlıklar Karşılığı (-)
25 Maddi Duran Varlıklar
250 Arazi ve Arsalar
251 Yer Altı ve Yer Üstü Düzenleri
252 Binalar
253 Tesis, Makine ve Cihazlar
254 Taşıtlar
255 Demirbaşlar
256 Diğer Maddi Duran Varlıklar
257 Birikmiş Amortismanlar (-)
258 Yapılmakta Olan Yatırımlar
259 Verilen Avanslar
26 Maddi Olmayan Duran Varlıklar
260 Haklar
261 Şerefiye
262 Kuruluş ve Örgütlenme Giderleri
263 Araştırma ve Geliştirme Giderleri
264 Özel Maliyetler
267 Diğer Maddi Olmayan Duran Varlıklar
268 Birikmiş Amortismanlar (-)
269 Verilen Avanslar
27 Özel Tükenmeye Tabi Varlıklar
271 Arama Giderleri
272 Hazırlık ve Geliştirme Giderleri
277 Diğer Özel Tükenmeye Tabi Varlıklar
278 Birikmiş Tükenme Payları (-)
279 Verilen Avanslar
28 Gelecek Yıllara Ait Giderler ve Gelir Tahakkukları
280 Gelecek Yıllara Ait Giderler
281 Gelir Tahakkukları
29 Diğer Duran Varlıklar
291 Gelecek Yıllarda İndirilecek Katma Değer Vergisi
292 Diğer Katma Değer Vergisi
293 Gelecek Yıllar İhtiyacı Stoklar
294 Elden Çıkarılacak Stoklar ve Maddi Duran Varlıklar
295 Peşin Ödenen Vergiler ve Fonlar
297 Diğer Çeşitli Duran Varlıklar
298 Stok Değer Düşüklüğü Karşılığı (-)
299 Birikmiş Amortismanlar (-)
`;
