//! The codes that only *may I record this* knows; the others are those of sharing. Our own contract: `docs/record-*.json`.

use crate::codes::codes;

codes! {
    /// An established fact; one that is not listed is not established.
    pub enum RecordFact {
        OffenceInAkte = "offence_in_akte", OffenceOutsideAkte = "offence_outside_akte",
        PurposeOnPaper = "purpose_on_paper", FirstWeek = "first_week",
        SupportFileRecorded = "support_file_recorded", SupervisionTask = "supervision_task",
        AuthorisationNonBoa = "authorisation_non_boa", ConsentOfPerson = "consent_of_person",
        VitalInterest = "vital_interest", SpecialCategoriesRemoved = "special_categories_removed",
        SpecialCategoriesUnavoidable = "special_categories_unavoidable",
        OpenSourceLookRecorded = "open_source_look_recorded", MixedFile = "mixed_file",
        MixedFileSplit = "mixed_file_split", UnlawfullyObtained = "unlawfully_obtained",
        CovertOrSystematicCollection = "covert_or_systematic_collection",
    }
}

codes! {
    /// What comes with recording.
    pub enum RecordDuty {
        LogAutomatic = "log_automatic", NecessityReason = "necessity_reason", QualityCheck = "quality_check",
        RoleLabels = "role_labels", NoteOrigin = "note_origin", StripSpecialCategories = "strip_special_categories",
        AvgAccountabilityNote = "avg_accountability_note", InformDataSubject = "inform_data_subject",
        RefusalNoted = "refusal_noted",
    }
}
