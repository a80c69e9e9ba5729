kazasu_module(utf8 utf8.cpp)
kazasu_module(eligibility_xml bulk_xml.cpp eligibility_xml_decode.cpp eligibility_xml_encode.cpp medical_data_xml.cpp
              qualification_xml.cpp settings_xml.cpp xml_message.cpp)
target_link_libraries(kazasu_eligibility_xml PUBLIC kazasu_eligibility PRIVATE kazasu_utf8 pugixml::pugixml)
