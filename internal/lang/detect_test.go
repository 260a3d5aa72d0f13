package lang_test

import (
	"testing"

	"sitrep/internal/lang"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"en", "At least twelve people were killed when a bridge collapsed near the old port."},
		{"en", "Bridge collapse death toll rises to 12"},
		{"en", "The mayor of Łódź, Grzegorz Brzęczyszczykiewicz, told Gazeta Wyborcza that nobody was hurt"},
		{"pl", "Co najmniej dwanaście osób nie żyje po zawaleniu się mostu."},
		{"pl", "Nie żyje dwunastu robotników"},
		{"de", "Mindestens zwölf Menschen sind bei dem Einsturz einer Brücke getötet worden."},
		{"fr", "Au moins douze personnes sont mortes dans l'effondrement d'un pont."},
		{"es", "Al menos doce personas murieron tras el derrumbe de un puente."},
		{"it", "Almeno dodici persone sono morte nel crollo di un ponte."},
		{"pt", "Pelo menos doze pessoas morreram após a queda de uma ponte."},
		{"nl", "Zeker twaalf mensen zijn omgekomen bij het instorten van een brug."},
		{"tr", "Köprünün çökmesi sonucu en az on iki kişi öldü ve çok sayıda yaralı var."},
		{"sv", "Minst tolv personer har dött efter att en bro rasat, enligt polisen."},
		{"ru", "По меньшей мере двенадцать человек погибли при обрушении моста."},
		{"uk", "Щонайменше дванадцять осіб загинули під час обвалу мосту."},
		{"bg", "Най-малко дванадесет души са загинали след срутването на мост."},
		{"sr", "Најмање дванаест људи је погинуло када се срушио мост."},
		{"ar", "قتل اثنا عشر شخصا على الأقل في انهيار جسر."},
		{"fa", "دست کم دوازده نفر در پی فروریختن یک پل کشته شدند."},
		{"ur", "پل گرنے سے کم از کم بارہ افراد ہلاک ہو گئے ہیں۔"},
		{"he", "לפחות שנים עשר בני אדם נהרגו בקריסת גשר."},
		{"el", "Τουλάχιστον δώδεκα άνθρωποι σκοτώθηκαν."},
		{"zh", "大桥坍塌至少造成十二人死亡。"},
		{"ja", "橋が崩落し、少なくとも12人が死亡した。"},
		{"ko", "다리가 무너져 최소 12명이 숨졌다."},
		{"th", "มีผู้เสียชีวิตอย่างน้อยสิบสองราย"},
		{"", ""},
		{"", "12 – 14 : 3.5"},
		{"", "Xyzzy qwrt"},
	} {
		if got := lang.Detect(c.text); got != c.want {
			t.Errorf("%q is %q, want %q", c.text, got, c.want)
		}
	}
}

func BenchmarkDetect(b *testing.B) {
	text := ""
	for len(text) < 1500 {
		text += "At least twelve people were killed when a bridge collapsed near the old port, the ministry said. "
	}
	for b.Loop() {
		lang.Detect(text)
	}
}
