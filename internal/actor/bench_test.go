package actor_test

import (
	"strings"
	"testing"

	"sitrep/internal/actor"
	"sitrep/internal/lang/en"
	"sitrep/internal/text"
)

// report is about 250 words in the manner of an agency.
const report = `At least 14 people were killed when shells hit a market in the port city of Tamra on Sunday, a monitor said, as the army pressed an offensive in the north.
The Harbour Observatory for Human Rights said nine of the dead were civilians, including two children. "The number may rise because many of the wounded are in a serious condition," the group's director, Samir Haddad, told Reuters.
The Defence Ministry denied that its forces had fired on the town. In a statement, the ministry said that the army had struck a command post and that "no civilian was in the area". Its spokesman, Colonel Viktor Arendt, said the reports were invented.
Haddad said his group had names for eleven of the dead. He added that a hospital had also been hit, which the army denied. Doctors at the hospital said they had received 30 wounded since the morning. One nurse, who asked not to be named, said she had counted four bodies.
The United Nations called for an inquiry. Its humanitarian chief, Ingrid Solberg, said the strike was "appalling" and that she had spoken with both sides. The White House declined to comment. State Department spokesman Paul Merrick said Washington was "not aware" of the details, and he urged both sides to hold back.
Earlier, Russia's Foreign Ministry said that Moscow would send aid. Foreign Minister Sergei Lavrov said on Saturday that they were ready to host talks. The opposition said it would not attend.`

func BenchmarkFind(b *testing.B) {
	l, err := en.New()
	if err != nil {
		b.Fatal(err)
	}
	r, err := actor.Default()
	if err != nil {
		b.Fatal(err)
	}
	d := text.Parse(l, report)
	b.SetBytes(int64(len(report)))
	b.ReportAllocs()
	for b.Loop() {
		actor.Find(r, d, nil)
	}
}

func BenchmarkFindLong(b *testing.B) {
	l, err := en.New()
	if err != nil {
		b.Fatal(err)
	}
	r, err := actor.Default()
	if err != nil {
		b.Fatal(err)
	}
	long := strings.Repeat(report+"\n\n", 100)
	d := text.Parse(l, long)
	b.SetBytes(int64(len(long)))
	b.ReportAllocs()
	for b.Loop() {
		actor.Find(r, d, nil)
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		if _, err := actor.Default(); err != nil {
			b.Fatal(err)
		}
	}
}
