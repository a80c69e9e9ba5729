#include "emulators/adapters/exchange/exchange_text.h"

#include <gtest/gtest.h>

namespace kazasu::adapters {
namespace {

constexpr auto kUtf8 = std::string_view{R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>)"};
constexpr auto kShiftJis = std::string_view{R"(<?xml version="1.0" encoding="Shift_JIS" standalone="no"?>)"};

std::string with(std::string_view declaration, std::string_view rest) {
  return std::string{declaration}.append(rest);
}

TEST(ExchangeText, ReadsShiftJisAsWindowsWritesIt) {
  // 試験, half-width ｼ, the dash and the wave of CP932, and ① of its extensions.
  auto const text =
      decode_exchange_text(with(kShiftJis, "<a>\x8E\x8E\x8C\xB1\xBC\x81\x7C\x81\x60\x87\x40</a>"));
  EXPECT_EQ(text.error, "");
  EXPECT_EQ(text.charset, Charset::kShiftJis);
  EXPECT_EQ(text.utf8, with(kUtf8, "<a>試験ｼ－～①</a>"));
}

TEST(ExchangeText, TakesTheDeclarationsWordInAnyOfItsSpellings) {
  for (auto const* const encoding : {"shift_jis", "Shift-JIS", "SJIS", "Windows-31J", "CP932", "MS932"}) {
    auto const declaration = std::string{"<?xml version='1.0' encoding='"} + encoding + "' ?>";
    EXPECT_EQ(decode_exchange_text(with(declaration, "<a>\xBC</a>")).utf8, with(kUtf8, "<a>ｼ</a>"))
        << encoding;
  }
  EXPECT_EQ(decode_exchange_text("<a>試</a>").utf8, with(kUtf8, "<a>試</a>"));
  EXPECT_EQ(decode_exchange_text(with("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<a/>")).utf8,
            with(kUtf8, "<a/>"));
}

TEST(ExchangeText, RefusesWhatIsNotAsDeclared) {
  EXPECT_NE(decode_exchange_text(with(kUtf8, "\x8E\x8E")).error, "");
  EXPECT_EQ(
      decode_exchange_text(with(kShiftJis, "<a>\x8E\x20</a>")).error,
      "byte " + std::to_string(kShiftJis.size() + 3) + " is not Shift_JIS, as it must be by the declaration");
  EXPECT_NE(decode_exchange_text(with(kShiftJis, "<a>\x8E")).error, "") << "half a character at the end";
  EXPECT_NE(decode_exchange_text(with("\xEF\xBB\xBF", with(kShiftJis, "<a/>"))).error, "");
  EXPECT_NE(decode_exchange_text("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>").error, "");
  EXPECT_NE(decode_exchange_text("<?xml version=\"1.0\" encoding=\"EUC-JP\"?><a/>").error, "");
}

TEST(ExchangeText, AnswersInTheRequestsCode) {
  auto const answer = with(kUtf8,
                           "<XmlMsg><MessageHeader><CharacterCodeIdentifier>0</CharacterCodeIdentifier>"
                           "</MessageHeader><MessageBody>試ｼ①</MessageBody></XmlMsg>");
  EXPECT_EQ(encode_exchange_text(answer, Charset::kUtf8), answer);
  EXPECT_EQ(encode_exchange_text(answer, Charset::kShiftJis),
            with(kShiftJis,
                 "<XmlMsg><MessageHeader><CharacterCodeIdentifier>1</CharacterCodeIdentifier>"
                 "</MessageHeader><MessageBody>\x8E\x8E\xBC\x87\x40</MessageBody></XmlMsg>"));
}

TEST(ExchangeText, LosesNothingThatShiftJisDoesNotHave) {
  auto const encoded = encode_exchange_text(with(kUtf8, "<a>𠮷野 试</a>"), Charset::kShiftJis);
  EXPECT_EQ(encoded, with(kShiftJis, "<a>&#134071;\x96\xEC &#35797;</a>"));
  EXPECT_EQ(decode_exchange_text(encoded).error, "");
}

// Longer than the converter's own buffer, with characters that cross its end.
TEST(ExchangeText, ConvertsLongTexts) {
  auto text = std::string{"<a>x"};
  for (auto i = 0; i < 20'000; ++i) text += i % 3 == 0 ? "試ｱ" : "験a";
  text += "</a>";
  auto const there = encode_exchange_text(with(kUtf8, text), Charset::kShiftJis);
  auto const back = decode_exchange_text(there);
  EXPECT_EQ(back.error, "");
  EXPECT_EQ(back.utf8, with(kUtf8, text));
}

}  // namespace
}  // namespace kazasu::adapters
