#include "emulators/identity/csv_registry.h"

#include <gtest/gtest.h>

#include "emulators/identity/csv_table.h"

namespace kazasu::identity {
namespace {

auto const kHeader = std::string{
    "person,name,kana,sex,birth_date,insurer,symbol,number,branch,qualified,lost,loss_reason,"
    "card,pin,limit\n"};
auto const kHanako =
    std::string{"h,試験　花子,ｼｹﾝ ﾊﾅｺ,2,1950-05-01,06130488,3177,102,01,2020-04-01,,,suspended,1234,B05\n"};

TEST(CsvPeople, AreFoundByCardAndByInsurance) {
  auto const csv = read_csv_people(kHeader + kHanako);
  ASSERT_TRUE(csv.registry) << (csv.mistakes.empty() ? "" : csv.mistakes.front());
  auto const& registry = *csv.registry;
  ASSERT_EQ(registry.people(), 1U);
  auto const person = registry.person(0);
  EXPECT_EQ(person.name, "試験　花子");
  EXPECT_EQ(person.sex, Sex::kFemale);
  EXPECT_EQ(person.insured_number, "102");
  EXPECT_EQ(registry.standing(0), CardStanding::kSuspended);
  EXPECT_EQ(registry.by_certificate_serial(person.certificate_serial), 0U);
  EXPECT_EQ(registry.by_certificate(person.certificate_serial), (CertificateHolder{0, 1}));
  EXPECT_FALSE(registry.by_certificate_serial(person.certificate_serial + 1));
  auto const born = std::chrono::year{1950} / 5 / 1;
  EXPECT_EQ(registry.by_insured_items({"06130488", "3177", "102", "01"}, born), 0U);
  EXPECT_FALSE(registry.by_insured_items({"06130488", "3178", "102", "01"}, born));
  EXPECT_EQ(registry.history(0).limit.value().flag, "B05");
}

TEST(CsvPeople, AFurtherLineIsAFurtherPeriod) {
  auto const csv = read_csv_people(
      kHeader + "h,試験　花子,ｼｹﾝ ﾊﾅｺ,2,1950-05-01,06130488,3177,102,01,2024-10-01,,,,1234,\n" +
      "h,試験　花子,ｼｹﾝ ﾊﾅｺ,2,1950-05-01,33120015,,7,00,2010-04-01,2024-10-01,03,,1234,\n");
  ASSERT_TRUE(csv.registry) << (csv.mistakes.empty() ? "" : csv.mistakes.front());
  auto const history = csv.registry->history(0);
  ASSERT_EQ(history.periods.size(), 2U);
  EXPECT_EQ(history.periods[0].reason, LossReason::kOtherInsurer);
  EXPECT_EQ(csv.registry->person(0).insurer_number, "06130488");
  EXPECT_EQ(csv.registry->by_insured_items({"33120015", {}, "7", {}}, std::chrono::year{1950} / 5 / 1), 0U);
}

TEST(CsvPeople, EachBadLineHasOneMessage) {
  auto const line = [](std::string const& from, std::string const& to) {
    auto text = kHanako;
    return text.replace(text.find(from), from.size(), to);
  };
  auto const csv = read_csv_people(kHeader + kHanako + line("h,", "a,") + line("h,試験　花子", "b,") +
                                   line("h,", "c,") + "d,x\n");
  EXPECT_FALSE(csv.registry);
  ASSERT_EQ(csv.mistakes.size(), 2U);
  EXPECT_EQ(csv.mistakes[0], "line 4: name is missing");
  EXPECT_EQ(csv.mistakes[1], "line 6: the line has another number of fields than the first line");
}

TEST(CsvPeople, SaysWhatAFieldMustBe) {
  auto const mistake = [](std::string const& from, std::string const& to) {
    auto text = kHanako;
    auto const csv = read_csv_people(kHeader + text.replace(text.find(from), from.size(), to));
    EXPECT_EQ(csv.mistakes.size(), 1U);
    return csv.mistakes.empty() ? std::string{} : csv.mistakes.front();
  };
  EXPECT_EQ(mistake("1950-05-01", "1950-02-30"), "line 2: birth_date must be a date as YYYY-MM-DD");
  EXPECT_EQ(mistake("1950-05-01", "50-05-01"), "line 2: birth_date must be a date as YYYY-MM-DD");
  EXPECT_EQ(mistake(",2,", ",female,"), "line 2: sex must be one of 3 1 2");
  EXPECT_EQ(mistake("06130488", "06130489").substr(0, 37), "line 2: insurer is no insurer number:");
  EXPECT_EQ(mistake(",01,2020", ",1,2020"),
            "line 2: branch must have two digits, and be empty for the latter-stage elderly");
  EXPECT_EQ(mistake("2020-04-01,,", "2020-04-01,2020-03-31,03"), "line 2: lost lies before qualified");
  EXPECT_EQ(mistake("2020-04-01,,", "2020-04-01,2021-03-31,"), "line 2: loss_reason and lost go together");
  EXPECT_EQ(mistake("suspended", "lost"),
            "line 2: card must be one of registered unregistered suspended revoked");
  EXPECT_EQ(mistake("1234", "12345"), "line 2: pin must have four digits");
  EXPECT_EQ(mistake("1234", "secret").find("secret"), std::string::npos);
}

TEST(CsvPeople, NeedTheirColumns) {
  auto const mistake = [](std::string const& text) { return read_csv_people(text).mistakes.at(0); };
  EXPECT_EQ(mistake(""), "line 1: a line with the names of the columns is missing");
  EXPECT_EQ(mistake("person,colour\n"), "line 1: column 2 has an unknown name");
  EXPECT_EQ(mistake("person,person\n"), "line 1: column person comes twice");
  EXPECT_EQ(mistake("person\n"), "line 1: column name is missing");
}

TEST(CsvTable, ReadsQuotesAndLineEnds) {
  auto const lines = split_csv(
      "\xEF\xBB\xBF"
      "a,\"b,\"\"c\"\"\r\nd\"\r\n\r\n,e\n");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].fields, (std::vector<std::string>{"a", "b,\"c\"\r\nd"}));
  EXPECT_EQ(lines[1].fields, (std::vector<std::string>{"", "e"}));
  EXPECT_EQ(lines[1].number, 4U);
  EXPECT_EQ(split_csv("\"never closed").size(), 1U);
  EXPECT_TRUE(split_csv("").empty());
}

}  // namespace
}  // namespace kazasu::identity
