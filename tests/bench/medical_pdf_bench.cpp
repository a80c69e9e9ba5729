// How long one person's medical data take on paper and as XML.
#include <benchmark/benchmark.h>

#include "emulators/adapters/medical_pdf/medical_data_pdf.h"
#include "emulators/adapters/xml/medical_data_xml.h"

namespace kazasu::adapters {
namespace {

using namespace eligibility;

// Thirty-six months of somebody who takes medicine in each of them.
MedicalDataAnswer answer() {
  auto const now = sim::parse_iso_date_time("2024-12-02T08:30:07+09:00");
  auto found = MedicalDataAnswer{.outcome = Outcome::kAccepted,
                                 .processed_at = now,
                                 .institution_code = "1360000014",
                                 .with_treatments = true,
                                 .name = "試験　花子",
                                 .name_kana = "ｼｹﾝ ﾊﾅｺ",
                                 .birth_date = std::chrono::year{1948} / 2 / 29};
  for (identity::PersonIndex person = 0; found.claims.size() < 36; ++person) {
    found.claims = claims_of(7, person, std::chrono::year{2021} / 12, std::chrono::year{2024} / 11);
  }
  return found;
}

void medication_pdf(benchmark::State& state) {
  auto const font = PdfFont{kMedicalDataFont};
  auto const data = answer();
  auto bytes = std::size_t{0};
  for (auto _ : state) bytes = medical_data_pdf(data, font).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(medication_pdf)->Unit(benchmark::kMillisecond);

void medication_xml(benchmark::State& state) {
  auto const data = answer();
  auto bytes = std::size_t{0};
  for (auto _ : state) bytes = encode(data).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(medication_xml)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kazasu::adapters
