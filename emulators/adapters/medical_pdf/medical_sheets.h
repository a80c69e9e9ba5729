// The parts of a medical data PDF: head of each page, visits by month, rows of care, check-ups.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/adapters/medical_pdf/pdf_sheet.h"
#include "emulators/eligibility/medical_data_messages.h"

namespace kazasu::adapters {

std::string title_of(eligibility::MedicalDataAnswer const& answer);
// "2024/12/02", "2024/12".
std::string slashed(std::chrono::year_month_day date);
std::string slashed(std::chrono::year_month month);

// Names, insurer, symbol, number, branch, birth date, sex and age: on every page.
void write_head(PdfSheet& sheet, eligibility::MedicalDataAnswer const& answer);
// Visits by month and institution.
void write_history(PdfSheet& sheet, eligibility::MedicalDataAnswer const& answer);
// A row for each drug and treatment, under its month. Nothing at all without a month.
void write_months(PdfSheet& sheet, std::string_view title,
                  std::vector<eligibility::ClaimMonth> const& months);
// A row for each item, a column for each of at most five days.
void write_checkups(PdfSheet& sheet, std::vector<eligibility::Checkup> const& checkups);

}  // namespace kazasu::adapters
