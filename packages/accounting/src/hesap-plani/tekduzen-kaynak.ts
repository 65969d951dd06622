/** Classes 3, 4 and 5 of the Tekdüzen Hesap Planı as 1 Sıra No.lu MSUGT lists them; "(-)" marks a contra account. */
export const TEKDUZEN_KAYNAK = `
3 Kısa Vadeli Yabancı Kaynaklar
30 Mali Borçlar
300 Banka Kredileri
301 Finansal Kiralama İşlemlerinden Borçlar
302 Ertelenmiş Finansal Kiralama Borçlanma Maliyetleri (-)
303 Uzun Vadeli Kredilerin Anapara Taksitleri ve Faizleri
304 Tahvil Anapara Borç, Taksit ve Faizleri
305 Çıkarılmış Bonolar ve Senetler
306 Çıkarılmış Diğer Menkul Kıymetler
308 Menkul Kıymetler İhraç Farkı (-)
309 Diğer Mali Borçlar
32 Ticari Borçlar
320 Satıcılar
321 Borç Senetleri
322 Borç Senetleri Reeskontu (-)
326 Alınan Depozito ve Teminatlar
329 Diğer Ticari Borçlar
33 Diğer Borçlar
331 Ortaklara Borçlar
332 İştiraklere Borçlar
333 Bağlı Ortaklıklara Borçlar
335 Personele Borçlar
336 Diğer Çeşitli Borçlar
337 Diğer Borç Senetleri Reeskontu (-)
34 Alınan Avanslar
340 Alınan Sipariş Avansları
349 Alınan Diğer Avanslar
35 Yıllara Yaygın İnşaat ve Onarım Hakedişleri
350 Yıllara Yaygın İnşaat ve Onarım Hakediş Bedelleri
351 Yıllara Yaygın İnşaat ve Onarım Hakediş Bedelleri
352 Yıllara Yaygın İnşaat ve Onarım Hakediş Bedelleri
353 Yıllara Yaygın İnşaat ve Onarım Hakediş Bedelleri
354 Yıllara Yaygın İnşaat ve Onarım Hakediş Bedelleri
355 Yıllara Yaygın İnşaat ve Onarım Hakediş Bedelleri
356 Yıllara Yaygın İnşaat ve Onarım Hakediş Bedelleri
357 Yıllara Yaygın İnşaat ve Onarım Hakediş Bedelleri
358 Yıllara Yaygın İnşaat Enflasyon Düzeltme Hesabı
36 Ödenecek Vergi ve Diğer Yükümlülükler
360 Ödenecek Vergi ve Fonlar
361 Ödenecek Sosyal Güvenlik Kesintileri
368 Vadesi Geçmiş, Ertelenmiş veya Taksitlendirilmiş Vergi ve Diğer Yükümlülükler
369 Ödenecek Diğer Yükümlülükler
37 Borç ve Gider Karşılıkları
370 Dönem Kârı Vergi ve Diğer Yasal Yükümlülük Karşılıkları
371 Dönem Kârının Peşin Ödenen Vergi ve Diğer Yükümlülükleri (-)
372 Kıdem Tazminatı Karşılığı
373 Maliyet Giderleri Karşılığı
379 Diğer Borç ve Gider Karşılıkları
38 Gelecek Aylara Ait Gelirler ve Gider Tahakkukları
380 Gelecek Aylara Ait Gelirler
381 Gider Tahakkukları
39 Diğer Kısa Vadeli Yabancı Kaynaklar
391 Hesaplanan Katma Değer Vergisi
392 Diğer Katma Değer Vergisi
393 Merkez ve Şubeler Cari Hesabı
397 Sayım ve Tesellüm Fazlaları
399 Diğer Çeşitli Yabancı Kaynaklar
4 Uzun Vadeli Yabancı Kaynaklar
40 Mali Borçlar
400 Banka Kredileri
401 Finansal Kiralama İşlemlerinden Borçlar
402 Ertelenmiş Finansal Kiralama Borçlanma Maliyetleri (-)
405 Çıkarılmış Tahviller
407 Çıkarılmış Diğer Menkul Kıymetler
408 Menkul Kıymetler İhraç Farkı (-)
409 Diğer Mali Borçlar
42 Ticari Borçlar
420 Satıcılar
421 Borç Senetleri
422 Borç Senetleri Reeskontu (-)
426 Alınan Depozito ve Teminatlar
429 Diğer Ticari Borçlar
43 Diğer Borçlar
431 Ortaklara Borçlar
432 İştiraklere Borçlar
433 Bağlı Ortaklıklara Borçlar
436 Diğer Çeşitli Borçlar
437 Diğer Borç Senetleri Reeskontu (-)
438 Kamuya Olan Ertelenmiş veya Taksitlendirilmiş Borçlar
44 Alınan Avanslar
440 Alınan Sipariş Avansları
449 Alınan Diğer Avanslar
47 Borç ve Gider Karşılıkları
472 Kıdem Tazminatı Karşılığı
479 Diğer Borç ve Gider Karşılıkları
48 Gelecek Yıllara Ait Gelirler ve Gider Tahakkukları
480 Gelecek Yıllara Ait Gelirler
481 Gider Tahakkukları
49 Diğer Uzun Vadeli Yabancı Kaynaklar
492 Gelecek Yıllara Ertelenen veya Terkin Edilen Katma Değer Vergisi
493 Tesise Katılma Payları
499 Diğer Çeşitli Uzun Vadeli Yabancı Kaynaklar
5 Özkaynaklar
50 Ödenmiş Sermaye
500 Sermaye
501 Ödenmemiş Sermaye (-)
502 Sermaye Düzeltmesi Olumlu Farkları
503 Sermaye Düzeltmesi Olumsuz Farkları (-)
52 Sermaye Yedekleri
520 Hisse Senetleri İhraç Primleri
521 Hisse Senedi İptal Kârları
522 Maddi Duran Varlık Yeniden Değerleme Artışları
523 İştirakler Yeniden Değerleme Artışları
524 Maliyet Artışları Fonu
529 Diğer Sermaye Yedekleri
54 Kâr Yedekleri
540 Yasal Yedekler
541 Statü Yedekleri
542 Olağanüstü Yedekler
548 Diğer Kâr Yedekleri
549 Özel Fonlar
57 Geçmiş Yıllar Kârları
570 Geçmiş Yıllar Kârları
58 Geçmiş Yıllar Zararları (-)
580 Geçmiş Yıllar Zararları (-)
59 Dönem Net Kârı (Zararı)
590 Dönem Net Kârı
591 Dönem Net Zararı (-)
`;
