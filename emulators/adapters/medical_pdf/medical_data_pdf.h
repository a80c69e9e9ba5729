// Medical data as PDF: the facts of the XML answer on sheets that a person reads.
#pragma once

#include <string>

#include "emulators/adapters/medical_pdf/pdf_sheet.h"
#include "emulators/eligibility/medical_data_messages.h"

namespace kazasu::adapters {

// Debian's fonts-ipafont-gothic.
inline constexpr char const* kMedicalDataFont = "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf";

// 薬剤情報・診療情報 or 特定健診等情報 of an accepted answer, PDF 1.5. Equal answers give equal bytes.
std::string medical_data_pdf(eligibility::MedicalDataAnswer const& answer, PdfFont const& font);

}  // namespace kazasu::adapters
