#include "tests/claims/check_edits.h"

#include <stdexcept>
#include <utility>

#include "tests/claims/sample_file.h"

namespace kazasu::claims {

namespace {

enum Record : std::size_t { kHm, kRe, kHo, kIh, kHj, kJs, kSy, kRj, kKa, kKa2, kGo };

constexpr auto kHalf = std::string_view{"\x8E\x8E"};  // one character of two bytes

// The clean file, being spoiled.
class Spoiled {
 public:
  Spoiled& replace(std::size_t record, std::string_view before, std::string_view after) {
    auto& text = records_.at(record);
    auto const at = text.find(before);
    if (at == std::string::npos) throw std::logic_error(text + " has no " + std::string{before});
    text.replace(at, before.size(), after);
    return *this;
  }
  Spoiled& insert(std::size_t before, std::string record) {
    records_.insert(records_.begin() + static_cast<std::ptrdiff_t>(before), std::move(record));
    return *this;
  }
  Spoiled& erase(std::size_t record) {
    records_.erase(records_.begin() + static_cast<std::ptrdiff_t>(record));
    return *this;
  }
  Spoiled& swap(std::size_t one, std::size_t other) {
    std::swap(records_.at(one), records_.at(other));
    return *this;
  }
  std::string const& record(std::size_t record) const { return records_.at(record); }
  std::string file() const { return file_of(records_); }

 private:
  std::vector<std::string> records_ = sample_records();
};

// The clean file with a public payer beside the insurer, whose record stands behind HO.
Spoiled with_public_payer(std::string record = "KO,54139993,1234566,,2,11100,,") {
  auto file = Spoiled{};
  file.replace(kRe, "6112", "6122").replace(kKa, ",1,51", ",2,51").replace(kKa2, ",1,51", ",2,51");
  return file.insert(kIh, std::move(record));
}

// The clean file's receipt as one that was returned before.
Spoiled claimed_again(std::string const& search_number) {
  auto file = Spoiled{};
  file.replace(kRe, "19500101,,,,,,,", std::string{"19500101,,,,,,,"}.append(search_number));
  return file.insert(kGo, "8,1,0," + file.record(kRe)).insert(kGo + 1, "8,9,0,RC,Ver0000");
}

CheckEdit edit(std::string name, std::string codes, std::size_t record,
               std::pair<std::string, std::string> text) {
  return {std::move(name), std::move(codes), [record, text = std::move(text)] {
            return Spoiled{}.replace(record, text.first, text.second).file();
          }};
}

void add(std::vector<CheckEdit>& edits, std::vector<CheckEdit> more) {
  for (auto& one : more) edits.push_back(std::move(one));
}

std::vector<CheckEdit> of_the_frame() {
  return {
      {"LineFeedAlone", "L1951",
       [] {
         auto file = Spoiled{}.file();
         return file.erase(file.find('\r'), 1);
       }},
      {"NoEndMark", "L1952",
       [] {
         auto file = Spoiled{}.file();
         file.pop_back();
         return file;
       }},
      {"MoreBehindTheEndMark", "L1952", [] { return Spoiled{}.file() + "x"; }},
      {"NothingAtAll", "L1953 L1954 L1952 L1956", [] { return std::string{}; }},
      {"NoStation", "L1953", [] { return Spoiled{}.erase(kHm).file(); }},
      {"TwoStations", "L1953", [] { return Spoiled{}.insert(kRe, Spoiled{}.record(kHm)).file(); }},
      {"ByteOrderMark", "L1953 L1955", [] { return "\xEF\xBB\xBF" + Spoiled{}.file(); }},
      {"NoEnd", "L1954", [] { return Spoiled{}.erase(kGo).file(); }},
      {"TwoEnds", "L1954", [] { return Spoiled{}.insert(kGo, "GO").file(); }},
      edit("EndWithAField", "L1954", kGo, {"GO", "GO,1"}),
      edit("UnknownRecord", "L1955 L2971", kSy, {"SY", "XX"}),
      {"NoReceipt", "L1956",
       [] {
         return file_of({Spoiled{}.record(kHm), "GO"});
       }},
      {"RecordOfNoReceipt", "L1955", [] { return Spoiled{}.insert(kRe, Spoiled{}.record(kKa)).file(); }},
  };
}

std::vector<CheckEdit> of_the_station() {
  return {
      edit("StationWithoutPayer", "L1957", kHm, {"HM,1", "HM,"}),
      edit("StationWithAFieldTooMany", "L1957", kHm, {"HM,1", "HM,1,"}),
      edit("UnknownPayer", "L1958", kHm, {"HM,1", "HM,3"}),
      edit("OtherFeeTable", "L1959 L1912", kHm, {",13,6,", ",13,1,"}),
      edit("StationCheckDigit", "L1912", kHm, {"9012347", "9012348"}),
      edit("NoClaimMonth", "L1102", kHm, {"202407", "202413"}),
      edit("OtherClaimMonth", "L1960", kHm, {"202407", "202408"}),
      {.name = "SentByAnotherStation",
       .codes = "L1961",
       .file = [] { return Spoiled{}.file(); },
       .station = StationFacts{.station = 7},
       .caller = ClaimCaller{8, Payer::kFund}},
      {.name = "SentToTheOtherPayer",
       .codes = "L1962",
       .file = [] { return Spoiled{}.file(); },
       .station = StationFacts{.station = 7},
       .caller = ClaimCaller{7, Payer::kFederation}},
      {.name = "SentByTheStationToThePayer",
       .codes = "",
       .file = [] { return Spoiled{}.file(); },
       .station = StationFacts{.station = 7},
       .caller = ClaimCaller{7, Payer::kFund}},
      edit("LongPhone", "L1929", kHm, {"202407,", "202407,03-1234-5678-9012"}),
      edit("LongReceiptNumber", "L1910 L2962", kRe, {"RE,1,", "RE,1000001,"}),
      edit("ReceiptNumberTwo", "L1917", kRe, {"RE,1,", "RE,2,"}),
      {"AThousandFaults",
       [] {
         auto codes = std::string{};
         for (auto i = 0; i < 1000; ++i) codes.append("L2964 ");
         return codes.append("L1920");
       }(),
       [] {
         auto file = Spoiled{};
         for (auto i = 0; i < 1200; ++i) file.insert(kHj, "HJ,0X,20240601,20240831");
         return file.file();
       }},
  };
}

std::vector<CheckEdit> of_the_form() {
  auto const half = std::string{kHalf};
  return {
      edit("FieldTooMany", "L2961", kHo, {"HO,", "HO,,"}),
      edit("FieldTooFew", "L2961", kKa, {",01,01", ",0101"}),
      edit("NoFirstVisit", "L2541", kRj, {"20240603", ""}),
      edit("SexOfTwoDigits", "L2962", kRe, {",1,19500101", ",12,19500101"}),
      edit("LongInsuredNumber", "L2962", kHo, {",123,4567,", ",12345678901,123456789,"}),
      edit("ShortDate", "L2963", kHj, {"20240601", "2024060"}),
      edit("ShortSearchNumber", "L2963", kRe, {"19500101,,,,,,,", "19500101,,,,,,,1234567890123456"}),
      {"ShortRecipient", "L2963", [] { return with_public_payer("KO,54139993,123456,,2,11100,,").file(); }},
      edit("LetterInANumber", "L2964", kKa, {",5550,", ",555O,"}),
      edit("WideCharacterInALatinField", "L2965", kJs, {",03,", "," + half + ","}),
      edit("LatinCharacterInAWideField", "L2965", kJs, {half, "ab"}),
      edit("MixedName", "L2966", kRe, {"202406," + half, "202406,a" + half}),
      edit("MixedInsured", "L2966", kHo, {",123,4567,", "," + half + ",4567,"}),
      edit("SpaceAtTheEnd", "L2967", kJs, {",03", "\x81\x40,03"}),
      edit("FilledReserve", "L2968", kRe, {"19500101,,", "19500101,1,"}),
      edit("HalfACharacter", "L2969", kJs, {half, "\x8E\x20"}),
      edit("FirstHalfAtTheEnd", "L2969", kJs, {",03", "\x8E,03"}),
      edit("ControlCode", "L2969", kJs, {half, half + "\x07"}),
      edit("Quote", "L2969", kIh, {half, "\x22"}),
      edit("CarriageReturnWithin", "L2969", kJs, {half, half + "\r"}),
      edit("ZeroAhead", "L2977", kHo, {",11100,", ",011100,"}),
      {.name = "SearchNumberThatWasGivenOut",
       .codes = "",
       .file = [] { return claimed_again("12345678901234567").file(); },
       .knows_numbers = true},
      {.name = "SearchNumberOfNobody",
       .codes = "L2981",
       .file = [] { return claimed_again("12345678901234568").file(); },
       .knows_numbers = true},
      {"RecordBehindTheHistory", "L2970",
       [] { return claimed_again("12345678901234567").insert(kKa2, "8,9,0,RC,Ver0000").file(); }},
      {"HistoryOfAFirstClaim", "L1955", [] { return Spoiled{}.insert(kGo, "8,9,0,RC,Ver0000").file(); }},
      {"NumberInAFirstClaim", "L2978", [] { return Spoiled{}.insert(kIh, "SN,1,01,,,4567,01,,").file(); }},
      edit("UncodedDiseaseWithoutName", "L2979", kSy, {"0000999,," + std::string{kWord}, "0000999,,"}),
      edit("CodedDiseaseWithName", "L2979", kSy, {"0000999", "1629006"}),
  };
}

std::vector<CheckEdit> of_the_records() {
  return {
      {"ConditionAheadOfInstruction", "L2970", [] { return Spoiled{}.swap(kHj, kJs).file(); }},
      {"FeesNotByDay", "L2970", [] { return Spoiled{}.swap(kKa, kKa2).file(); }},
      {"InstructionsNotByDay", "L2970",
       [] { return Spoiled{}.insert(kJs, "HJ,01,20240501,20240531").file(); }},
      {"PayersNotByLaw", "L2970",
       [] {
         return with_public_payer()
             .replace(kRe, "6122", "6132")
             .insert(kIh + 1, "KO,21139993,1234566,,0,0,,")
             .file();
       }},
      {"PayersOfDaysNotAscending", "L2970",
       [] {
         auto const days = std::string(31, ',');
         return with_public_payer().insert(kIh + 1, "JD,2" + days).insert(kIh + 2, "JD,1" + days).file();
       }},
      {"NoPhysician", "L2971", [] { return Spoiled{}.erase(kIh).file(); }},
      {"NoFee", "L2971", [] { return Spoiled{}.erase(kKa).erase(kKa).file(); }},
      {"TwoPatients", "L2972", [] { return Spoiled{}.insert(kRj, Spoiled{}.record(kRj)).file(); }},
      {"TwoCounterPayments", "L2972",
       [] {
         auto const payment = "MF,00" + std::string(31, ',');
         return Spoiled{}.insert(kIh, payment).insert(kIh, payment).file();
       }},
  };
}

std::vector<CheckEdit> of_the_values() {
  return {
      edit("NoPrefecture", "L2973", kIh, {"IH,13", "IH,48"}),
      edit("NoInstruction", "L2973", kHj, {"HJ,01", "HJ,07"}),
      edit("NoConditionAndOne", "L2973", kJs, {",03,", ",0103,"}),
      edit("DiseaseTwice", "L2973", kJs, {",03,,", ",01,001001,"}),
      {"MarkOfThePayer", "L2973",
       [] { return Spoiled{}.insert(kIh, "JD,1,9" + std::string(30, ',')).file(); }},
      {"MarkOnADayThatIsNone", "L2974",
       [] { return Spoiled{}.insert(kIh, "JD,1" + std::string(31, ',') + "1").file(); }},
      edit("NoDay", "L2974", kHj, {"20240831", "20240832"}),
      edit("PeriodThatEndsFirst", "L2974", kHj, {"20240831", "20240501"}),
      edit("NoTime", "L2974", kRj, {"01,,,,,,,,,,", "01,,,,,,,,,2460,"}),
      edit("NoBirthDate", "L2133", kRe, {"19500101", "19501301"}),
      edit("BornLater", "L2133", kRe, {"19500101", "20240701"}),
      edit("NoCareMonth", "L2951", kRe, {"202406,", "202413,"}),
      edit("CareInTheMonthOfTheClaim", "L2975", kRe, {"202406,", "202407,"}),
      edit("CareBeforeOnlineClaims", "L2976", kRe, {"202406,", "202405,"}),
      edit("CareLongAgo", "L2976 L2100", kRe, {"202406,", "201906,"}),
      edit("ShortInsurerNumber", "L2167", kHo, {"01139997", "0113999"}),
      {"ShortPublicNumber", "L2187",
       [] { return with_public_payer("KO,5413999,1234566,,2,11100,,").file(); }},
      edit("KindWithAPublicPayer", "L2900", kRe, {"6112", "6122"}),
      edit("KindThatIsNone", "L2900", kRe, {"6112", "6312"}),
      edit("FeeOfAPayerThatIsNot", "L2140", kKa, {",1,510000110", ",2,510000110"}),
      {"ConfirmationOfNoAssistance", "L2140",
       [] { return with_public_payer().insert(kIh + 1, "SN,2,01,,,,,,").file(); }},
      edit("FileForTheOtherPayer", "L2980", kHm, {"HM,1", "HM,2"}),
      {"NationalInsuranceInAFileForTheFund", "L2980",
       [] { return Spoiled{}.replace(kHo, "01139997", "  139998").file(); }},
  };
}

std::vector<CheckEdit> of_the_content() {
  return {
      edit("BlankName", "L3001", kRe, {"202406," + std::string{kWord}, "202406,\x81\x40\x81\x40"}),
      edit("InsurerCheckDigit", "L3087", kHo, {"01139997", "01139998"}),
      {"PublicCheckDigit", "L3089",
       [] { return with_public_payer("KO,54139994,1234566,,2,11100,,").file(); }},
      {"RecipientCheckDigit", "L3089",
       [] { return with_public_payer("KO,54139993,1234567,,2,11100,,").file(); }},
      edit("OldPreschoolChild", "L3129", kRe, {"6112", "6114"}),
      edit("YoungInsuredPerson", "L3140", kRe, {"19500101", "20100101"}),
      {"YoungElderlyPerson", "L3951",
       [] { return Spoiled{}.replace(kRe, "6112", "6118").replace(kRe, "1950", "1960").file(); }},
      edit("TotalOneMore", "L3962", kHo, {"11100", "11101"}),
      {"PublicTotalOneMore", "L3963",
       [] { return with_public_payer("KO,54139993,1234566,,2,11101,,").file(); }},
      edit("DayTooMany", "L3964", kHo, {",2,11100", ",3,11100"}),
      edit("HighCopayment", "L4516", kHo, {"11100,,,,", "11100,,,111000,"}),
      {"HighPublicCopayment", "L4510",
       [] { return with_public_payer("KO,54139993,1234566,,2,11100,111000,").file(); }},
      edit("ShareOutsideNationalInsurance", "L4801", kRe, {"19500101,,,,", "19500101,,,70,"}),
      edit("KanaNameInKanji", "L4834", kRe, {",,1,1950", "," + std::string{kWord} + ",1,1950"}),
      edit("CharacterOfNec", "L4851", kJs, {kHalf.data(), "\x87\x40"}),
      edit("MarkOfAReplacement", "L4851", kJs, {kHalf.data(), "\x81\x48"}),
      edit("NecInTheStationsName", "L4851", kHm, {kHalf.data(), "\x87\x40"}),
  };
}

std::vector<CheckEdit> of_the_fees() {
  auto const facility = [] {
    return Spoiled{}
        .replace(kKa, "510000110,,5550,03,", "510000510,,12850,08,")
        .replace(kHo, "11100", "18400")
        .file();
  };
  auto const with_fee = [](std::size_t before, std::string fee, std::string total) {
    return [=] { return Spoiled{}.replace(kHo, "11100", total).insert(before, fee).file(); };
  };
  return {
      edit("UnknownFee", "L3303", kKa, {"510000110", "510000111"}),
      edit("OtherAmount", "L3962 L3952", kKa, {",5550,", ",5551,"}),
      {"ShareNotInItsBase", "L3952", with_fee(kKa2, "KA,20240603,1,510002370,,0,,,", "11100")},
      edit("Quantity", "L3965", kKa, {"510000110,,", "510000110,1,"}),
      edit("FeeOfAnotherMonth", "L3964 L3953", kKa2, {"20240605", "20240703"}),
      edit("FeeBeforeTheFirstVisit", "L3954", kKa, {"20240603", "20240602"}),
      edit("FeeAfterTheLastVisit", "L3955", kRj, {"20240603,01,,,,,,,,,", "20240603,01,,,,,,,,20240604,"}),
      edit("NoInstructionWithTheFee", "L3956", kKa, {",03,01,01", ",03,01,"}),
      edit("InstructionOfAnotherKind", "L3956", kKa, {",03,01,01", ",03,01,03"}),
      edit("InstructionThatIsNot", "L3957", kKa, {",03,01,01", ",03,01,02"}),
      edit("InstructionThatHasEnded", "L3957", kHj, {"20240831", "20240604"}),
      edit("NoJob", "L3958", kKa, {",03,01,01", ",,01,01"}),
      edit("JobOfAnotherItem", "L3958", kKa, {",03,01,01", ",07,01,01"}),
      edit("NoVisitsOfTheDay", "L3959", kKa, {",03,01,01", ",03,,01"}),
      {"AddOnForTheYoung", "L3960", with_fee(kKa2, "KA,20240603,1,510002670,,1300,,,", "12400")},
      {"AddOnWithoutBase", "L3961", with_fee(kKa2, "KA,20240604,1,510002570,,5200,,,", "16300")},
      {"ExcludedBase", "L7111", with_fee(kKa2, "KA,20240603,1,510000310,,5050,07,01,01", "16150")},
      {"TwiceADay", "L7113",
       [] { return Spoiled{}.replace(kHo, ",2,", ",1,").replace(kKa2, "20240605", "20240603").file(); }},
      {"FourDaysAWeek", "L7113",
       [] {
         return Spoiled{}
             .replace(kHo, "11100", "22200")
             .insert(kGo, "KA,20240606,1,510000110,,5550,03,01,01")
             .insert(kGo + 1, "KA,20240607,1,510000110,,5550,03,01,01")
             .file();
       }},
      {.name = "NoFacilityStandard", .codes = "L4428", .file = facility, .station = StationFacts{}},
  };
}

}  // namespace

std::vector<CheckEdit> check_edits() {
  auto edits = of_the_frame();
  for (auto part : {of_the_station, of_the_form, of_the_records, of_the_values, of_the_content, of_the_fees,
                    cross_edits}) {
    add(edits, part());
  }
  return edits;
}

}  // namespace kazasu::claims
