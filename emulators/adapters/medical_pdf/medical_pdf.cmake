# Medical data on paper.
kazasu_module(medical_pdf medical_pdf/medical_data_pdf.cpp medical_pdf/medical_sheets.cpp
              medical_pdf/pdf_sheet.cpp medical_pdf/pdf_table.cpp)
target_link_libraries(kazasu_medical_pdf PUBLIC kazasu_eligibility
                      PRIVATE PkgConfig::KAZASU_CAIRO Freetype::Freetype)
