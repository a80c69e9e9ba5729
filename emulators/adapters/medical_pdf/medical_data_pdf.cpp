#include "emulators/adapters/medical_pdf/medical_data_pdf.h"

#include <utility>

#include "emulators/adapters/medical_pdf/medical_sheets.h"

namespace kazasu::adapters {

namespace {

using eligibility::MedicalDataAnswer;
using eligibility::MedicalDataKind;

void write_body(PdfSheet& sheet, MedicalDataAnswer const& answer) {
  if (answer.kind == MedicalDataKind::kCheckup) {
    write_checkups(sheet, answer.checkups);
    return;
  }
  write_history(sheet, answer);
  write_months(sheet, "薬剤情報・診療情報（レセプト）", answer.claims);
  write_months(sheet, "処方情報（電子処方箋）", answer.electronic.prescribed);
  write_months(sheet, "調剤情報（電子処方箋）", answer.electronic.dispensed);
}

}  // namespace

// Twice: the number of pages stands on each of them.
std::string medical_data_pdf(MedicalDataAnswer const& answer, PdfFont const& font) {
  auto options = PdfSheet::Options{.font = font,
                                   .title = title_of(answer),
                                   .created = sim::iso_date_time(answer.processed_at),
                                   .page_header = [&](PdfSheet& sheet) { write_head(sheet, answer); }};
  auto measured = PdfSheet{options};
  write_body(measured, answer);
  options.pages = measured.pages();
  auto sheet = PdfSheet{std::move(options)};
  write_body(sheet, answer);
  return sheet.finish();
}

}  // namespace kazasu::adapters
