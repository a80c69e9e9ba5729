kazasu_module(utf8 files/utf8.cpp)
kazasu_module(eligibility_xml xml/bulk_xml.cpp xml/eligibility_xml_decode.cpp xml/eligibility_xml_encode.cpp
              xml/medical_data_xml.cpp xml/qualification_xml.cpp xml/settings_xml.cpp xml/xml_message.cpp)
target_link_libraries(kazasu_eligibility_xml PUBLIC kazasu_eligibility PRIVATE kazasu_utf8 pugixml::pugixml)
