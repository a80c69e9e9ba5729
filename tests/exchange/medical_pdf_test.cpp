// The same facts on paper as in XML, as `pdftotext` reads them.
#include "emulators/adapters/medical_pdf/medical_data_pdf.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <regex>

#include "emulators/adapters/xml/medical_data_xml.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

using namespace eligibility;

auto const kNow = sim::parse_iso_date_time("2024-12-02T08:30:07+09:00");
constexpr auto kIdeographicSpace = std::string_view{"\u3000"};

PdfFont const& font() {
  static auto const kFont = PdfFont{kMedicalDataFont};
  return kFont;
}

// Without any space: how much of it the reader of a PDF gives back is its own affair.
std::string squeezed(std::string text) {
  for (auto at = text.find(kIdeographicSpace); at != std::string::npos; at = text.find(kIdeographicSpace)) {
    text.erase(at, kIdeographicSpace.size());
  }
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f' || c == '\t'; });
  return text;
}

// In the order in which it is written.
std::string text_of(std::string const& pdf) {
  auto const folder = identity::TemporaryFolder{};
  auto const file = folder.path() / "data.pdf";
  std::ofstream{file, std::ios::binary} << pdf;
  auto* const pipe = popen(("pdftotext -raw -enc UTF-8 " + file.string() + " - 2>&1").c_str(), "r");
  auto text = std::string{};
  auto part = std::array<char, 4096>{};
  while (auto const got = fread(part.data(), 1, part.size(), pipe)) text.append(part.data(), got);
  EXPECT_EQ(pclose(pipe), 0) << "tools/install-packages --check installs pdftotext: " << text;
  return squeezed(text);
}

MedicalDataAnswer answer_for(identity::PersonIndex person, MedicalDataKind kind) {
  auto answer = MedicalDataAnswer{.outcome = Outcome::kAccepted,
                                  .processed_at = kNow,
                                  .institution_code = "1360000014",
                                  .kind = kind,
                                  .with_treatments = true,
                                  .name = "試験　花子" + std::to_string(person),
                                  .name_kana = "ｼｹﾝ ﾊﾅｺ",
                                  .sex = identity::Sex::kFemale,
                                  .birth_date = std::chrono::year{1948} / 2 / 29,
                                  .insurer_number = "06130488",
                                  .symbol = "3177",
                                  .number = "10" + std::to_string(person),
                                  .branch = "01"};
  auto const today = sim::date_jst(kNow);
  if (kind == MedicalDataKind::kCheckup) {
    auto who = identity::Person{};
    who.index = person;
    who.birth_date = answer.birth_date;
    answer.checkups = checkups_of(7, who, today);
  } else {
    answer.claims = claims_of(7, person, std::chrono::year{2023} / 6, std::chrono::year{2024} / 11);
    answer.electronic = prescriptions_of(7, person, std::chrono::year{2024} / 10, today);
  }
  return answer;
}

// A value of the XML as it stands on paper.
std::string on_paper(std::string const& tag, std::string value) {
  auto const is = [&](std::string_view ending) { return tag.ends_with(ending); };
  if (tag == "AdmGendCode" || tag == "AdministrativeGenderCode") return value == "2" ? "女" : "男";
  auto const dated =
      is("Date") || is("Birth") || is("Birthday") || is("EffectiveTime") || is("ExecutionTime");
  if (dated) return value.substr(0, 4) + "/" + value.substr(4, 2) + "/" + value.substr(6, 2);
  if (is("MeTrMonth")) return value.substr(0, 4) + "/" + value.substr(4);
  return value;
}

// Every tag of an answer with text in it.
std::vector<std::pair<std::string, std::string>> facts_of(std::string const& xml) {
  static auto const kLeaf = std::regex{"<([A-Za-z0-9]+)>([^<]+)</"};
  auto facts = std::vector<std::pair<std::string, std::string>>{};
  for (auto at = std::sregex_iterator{xml.begin(), xml.end(), kLeaf}; at != std::sregex_iterator{}; ++at) {
    if ((*at)[1] != "ResultCode") facts.emplace_back((*at)[1], (*at)[2]);
  }
  return facts;
}

TEST(MedicalPdf, HasEveryFactOfTheXml) {
  auto facts = std::size_t{0};
  for (auto const kind : {MedicalDataKind::kMedication, MedicalDataKind::kCheckup}) {
    for (identity::PersonIndex person = 0; person < 4; ++person) {
      auto const answer = answer_for(person, kind);
      auto const text = text_of(medical_data_pdf(answer, font()));
      for (auto const& [tag, value] : facts_of(encode(answer))) {
        auto const wanted = squeezed(on_paper(tag, value));
        ASSERT_NE(text.find(wanted), std::string::npos) << tag << " " << wanted << " of person " << person;
        ++facts;
      }
    }
  }
  EXPECT_GT(facts, 500U);
}

std::string row_of(ClaimMonth const& claim, CareDay const& day) {
  auto const kind = [](std::string const& code, std::string_view one, std::string_view other) {
    return code + std::string{code == "1" ? one : other};
  };
  return on_paper("MeTrMonth", sim::compact_date(claim.month / std::chrono::day{1}).substr(0, 6)) +
         on_paper("DiDate", sim::compact_date(day.dispensed)) +
         on_paper("PrDate", sim::compact_date(day.prescribed)) + claim.institution_name +
         claim.institution_code + claim.prescriber_name + claim.prescriber_code +
         kind(claim.dispensed_by, "院内", "院外") + kind(claim.prescribed_by, "医科", "歯科") +
         claim.in_or_out;
}

// Not only that each fact is somewhere: the columns of a row belong together.
TEST(MedicalPdf, HasTheRowsOfTheSheet) {
  auto rows = std::size_t{0};
  auto electronic = std::size_t{0};
  for (identity::PersonIndex person = 0; person < 4; ++person) {
    auto const answer = answer_for(person, MedicalDataKind::kMedication);
    electronic += answer.electronic.prescribed.size() * answer.electronic.dispensed.size();
    auto const text = text_of(medical_data_pdf(answer, font()));
    for (auto const* const months :
         {&answer.claims, &answer.electronic.prescribed, &answer.electronic.dispensed}) {
      for (auto const& claim : *months) {
        for (auto const& day : claim.days) {
          for (auto const& drug : day.drugs) {
            auto const row = row_of(claim, day) + "21内服" + drug.name + drug.code + drug.ingredient +
                             drug.quantity + drug.unit + "×" + drug.times + drug.usage + drug.instruction;
            ASSERT_NE(text.find(row), std::string::npos) << row;
            ++rows;
          }
          for (auto const& treatment : day.treatments) {
            ASSERT_NE(text.find(treatment.name + treatment.code + treatment.quantity + treatment.unit + "×" +
                                treatment.times),
                      std::string::npos);
            ++rows;
          }
        }
      }
    }
  }
  EXPECT_GT(rows, 100U);
  EXPECT_GT(electronic, 0U) << "somebody has electronic prescriptions, too";
}

TEST(MedicalPdf, NamesThePersonAndThePageOnEachPage) {
  auto const answer = answer_for(1, MedicalDataKind::kMedication);
  auto const text = text_of(medical_data_pdf(answer, font()));
  auto pages = std::size_t{0};
  for (auto at = text.find("ｼｹﾝﾊﾅｺ"); at != std::string::npos; at = text.find("ｼｹﾝﾊﾅｺ", at + 1)) ++pages;
  EXPECT_GT(pages, 1U);
  for (std::size_t page = 1; page <= pages; ++page) {
    EXPECT_NE(text.find(std::to_string(page) + "/" + std::to_string(pages)), std::string::npos) << page;
  }
  EXPECT_NE(text.find("女76歳"), std::string::npos);
}

TEST(MedicalPdf, IsAFunctionOfItsAnswer) {
  auto const answer = answer_for(2, MedicalDataKind::kMedication);
  EXPECT_EQ(medical_data_pdf(answer, font()), medical_data_pdf(answer, font()));
}

TEST(MedicalPdf, SaysThatThereIsNothing) {
  auto answer = answer_for(1, MedicalDataKind::kMedication);
  answer.claims.clear();
  answer.electronic = {};
  EXPECT_NE(text_of(medical_data_pdf(answer, font())).find("該当する情報はありません"), std::string::npos);
  answer.kind = MedicalDataKind::kCheckup;
  EXPECT_NE(text_of(medical_data_pdf(answer, font())).find("該当する情報はありません"), std::string::npos);
}

TEST(MedicalPdf, NamesTheFontThatIsMissing) {
  try {
    auto const missing = PdfFont{"/nowhere/font.ttf"};
    FAIL();
  } catch (std::runtime_error const& error) {
    EXPECT_NE(std::string_view{error.what()}.find("fonts-ipafont-gothic"), std::string_view::npos);
  }
}

// Answers to look at: KAZASU_PDF_FOLDER=/tmp/x build/tests/medical_pdf_test, then pdftoppm -png.
TEST(MedicalPdf, IsWrittenForWhoWantsToLook) {
  auto const* const folder = std::getenv("KAZASU_PDF_FOLDER");
  if (folder == nullptr) GTEST_SKIP() << "KAZASU_PDF_FOLDER names no folder";
  auto const write = [&](char const* name, MedicalDataAnswer const& answer) {
    std::ofstream{std::string{folder} + "/" + name, std::ios::binary} << medical_data_pdf(answer, font());
  };
  write("medication.pdf", answer_for(1, MedicalDataKind::kMedication));
  write("checkup.pdf", answer_for(1, MedicalDataKind::kCheckup));
}

}  // namespace
}  // namespace kazasu::adapters
