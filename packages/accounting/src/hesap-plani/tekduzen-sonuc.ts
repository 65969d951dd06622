/** Classes 6 to 9 of the Tekdüzen Hesap Planı (7/A: 70–78, 7/B: 79) as 1 Sıra No.lu MSUGT lists them. */
export const TEKDUZEN_SONUC = `
6 Gelir Tablosu Hesapları
60 Brüt Satışlar
600 Yurt İçi Satışlar
601 Yurt Dışı Satışlar
602 Diğer Gelirler
61 Satış İndirimleri (-)
610 Satıştan İadeler (-)
611 Satış İskontoları (-)
612 Diğer İndirimler (-)
62 Satışların Maliyeti (-)
620 Satılan Mamuller Maliyeti (-)
621 Satılan Ticari Mallar Maliyeti (-)
622 Satılan Hizmet Maliyeti (-)
623 Diğer Satışların Maliyeti (-)
63 Faaliyet Giderleri (-)
630 Araştırma ve Geliştirme Giderleri (-)
631 Pazarlama, Satış ve Dağıtım Giderleri (-)
632 Genel Yönetim Giderleri (-)
64 Diğer Faaliyetlerden Olağan Gelir ve Kârlar
640 İştiraklerden Temettü Gelirleri
641 Bağlı Ortaklıklardan Temettü Gelirleri
642 Faiz Gelirleri
643 Komisyon Gelirleri
644 Konusu Kalmayan Karşılıklar
645 Menkul Kıymet Satış Kârları
646 Kambiyo Kârları
647 Reeskont Faiz Gelirleri
648 Enflasyon Düzeltmesi Kârları
649 Diğer Olağan Gelir ve Kârlar
65 Diğer Faaliyetlerden Olağan Gider ve Zararlar (-)
653 Komisyon Giderleri (-)
654 Karşılık Giderleri (-)
655 Menkul Kıymet Satış Zararları (-)
656 Kambiyo Zararları (-)
657 Reeskont Faiz Giderleri (-)
658 Enflasyon Düzeltmesi Zararları (-)
659 Diğer Olağan Gider ve Zararlar (-)
66 Finansman Giderleri (-)
660 Kısa Vadeli Borçlanma Giderleri (-)
661 Uzun Vadeli Borçlanma Giderleri (-)
67 Olağan Dışı Gelir ve Kârlar
671 Önceki Dönem Gelir ve Kârları
679 Diğer Olağan Dışı Gelir ve Kârlar
68 Olağan Dışı Gider ve Zararlar (-)
680 Çalışmayan Kısım Gider ve Zararları (-)
681 Önceki Dönem Gider ve Zararları (-)
689 Diğer Olağan Dışı Gider ve Zararlar (-)
69 Dönem Net Kârı veya Zararı
690 Dönem Kârı veya Zararı
691 Dönem Kârı Vergi ve Diğer Yasal Yükümlülük Karşılıkları (-)
692 Dönem Net Kârı veya Zararı
697 Yıllara Yaygın İnşaat Enflasyon Düzeltme Hesabı
698 Enflasyon Düzeltme Hesabı
7 Maliyet Hesapları
70 Maliyet Muhasebesi Bağlantı Hesapları
700 Maliyet Muhasebesi Bağlantı Hesabı
701 Maliyet Muhasebesi Yansıtma Hesabı
71 Direkt İlk Madde ve Malzeme Giderleri
710 Direkt İlk Madde ve Malzeme Giderleri
711 Direkt İlk Madde ve Malzeme Yansıtma Hesabı
712 Direkt İlk Madde ve Malzeme Fiyat Farkı
713 Direkt İlk Madde ve Malzeme Miktar Farkı
72 Direkt İşçilik Giderleri
720 Direkt İşçilik Giderleri
721 Direkt İşçilik Giderleri Yansıtma Hesabı
722 Direkt İşçilik Ücret Farkları
723 Direkt İşçilik Süre (Zaman) Farkları
73 Genel Üretim Giderleri
730 Genel Üretim Giderleri
731 Genel Üretim Giderleri Yansıtma Hesabı
732 Genel Üretim Giderleri Bütçe Farkları
733 Genel Üretim Giderleri Verimlilik Farkları
734 Genel Üretim Giderleri Kapasite Farkları
74 Hizmet Üretim Maliyeti
740 Hizmet Üretim Maliyeti
741 Hizmet Üretim Maliyeti Yansıtma Hesabı
742 Hizmet Üretim Maliyeti Fark Hesapları
75 Araştırma ve Geliştirme Giderleri
750 Araştırma ve Geliştirme Giderleri
751 Araştırma ve Geliştirme Giderleri Yansıtma Hesabı
752 Araştırma ve Geliştirme Gider Farkları
76 Pazarlama, Satış ve Dağıtım Giderleri
760 Pazarlama, Satış ve Dağıtım Giderleri
761 Pazarlama, Satış ve Dağıtım Giderleri Yansıtma Hesabı
762 Pazarlama, Satış ve Dağıtım Giderleri Fark Hesabı
77 Genel Yönetim Giderleri
770 Genel Yönetim Giderleri
771 Genel Yönetim Giderleri Yansıtma Hesabı
772 Genel Yönetim Gider Farkları Hesabı
78 Finansman Giderleri
780 Finansman Giderleri
781 Finansman Giderleri Yansıtma Hesabı
782 Finansman Giderleri Fark Hesabı
79 Gider Çeşitleri
790 İlk Madde ve Malzeme Giderleri
791 İşçi Ücret ve Giderleri
792 Memur Ücret ve Giderleri
793 Dışarıdan Sağlanan Fayda ve Hizmetler
794 Çeşitli Giderler
795 Vergi, Resim ve Harçlar
796 Amortismanlar ve Tükenme Payları
797 Finansman Giderleri
798 Gider Çeşitleri Yansıtma Hesabı
799 Üretim Maliyet Hesabı
8 Serbest Hesaplar
9 Nazım Hesaplar
`;
