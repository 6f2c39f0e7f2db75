//! The codes of the contract of *may I share*: one list, from which the Cedar schema is made and which a test compares
//! with `question.schema.json` and `decision.schema.json`.

use crate::codes::codes;

codes! {
    /// Who employs the sender (`sender.employer`).
    pub enum Employer {
        Municipality = "municipality", EnvironmentalService = "environmental_service", WaterBoard = "water_board",
        Province = "province", TransportCompany = "transport_company",
        SocialInvestigationService = "social_investigation_service",
        NatureOrAnimalOrganisation = "nature_or_animal_organisation", Police = "police",
        ReceivingOrganisation = "receiving_organisation", OtherBoaEmployer = "other_boa_employer",
    }
}

codes! {
    /// The task in which the sender acts, "pet" (`sender.hat`).
    pub enum Hat {
        Investigation = "investigation", Supervision = "supervision", Tax = "tax", Help = "help",
        SupportStaff = "support_staff", PoliceOfficer = "police_officer", OutsideTask = "outside_task",
    }
}

codes! {
    /// Domain of a boa (Regeling domeinlijsten).
    pub enum Domain {
        I = "I", II = "II", III = "III", IV = "IV", V = "V", VI = "VI",
    }
}

codes! {
    /// Under which law the data stand (`data.regime`).
    pub enum Regime {
        Wpg = "wpg", Avg = "avg", None = "none",
    }
}

codes! {
    /// Where the data came from (`data.source`).
    pub enum Source {
        Own = "own", Police = "police", Partner = "partner", Open = "open",
    }
}

codes! {
    /// A category of data (`data.categories`).
    pub enum Category {
        Identity = "identity", Address = "address", BirthDate = "birth_date", Contact = "contact", Bsn = "bsn",
        Plate = "plate", Photo = "photo", TimePlace = "time_place", OffenceFacts = "offence_facts",
        Sanction = "sanction", SanctionHistory = "sanction_history", Statements = "statements", Conduct = "conduct",
        RiskFlag = "risk_flag", ThirdParties = "third_parties", VictimsWitnesses = "victims_witnesses",
        SourceIdentity = "source_identity", Opinion = "opinion", FamilySituation = "family_situation",
        Financial = "financial", Business = "business", Technical = "technical", AggregateCounts = "aggregate_counts",
        OnlineContent = "online_content", Nationality = "nationality", Health = "health", Religion = "religion",
        EthnicOrigin = "ethnic_origin", PoliticalView = "political_view", UnionMembership = "union_membership",
        SexualLife = "sexual_life", GeneticData = "genetic_data", BiometricId = "biometric_id",
    }
}

codes! {
    /// Who asks or gets (`receiver.kind`).
    pub enum Receiver {
        BoaSameEmployer = "boa_same_employer", BoaOtherEmployer = "boa_other_employer", Police = "police",
        MilitaryPolice = "military_police", Rijksrecherche = "rijksrecherche",
        SpecialInvestigationService = "special_investigation_service", PublicProsecutor = "public_prosecutor",
        BoaOversight = "boa_oversight", AssistantProsecutor = "assistant_prosecutor", Mayor = "mayor",
        College = "college", Supervisor = "supervisor", OtherAdministrativeBody = "other_administrative_body",
        OwnStaffNonBoa = "own_staff_non_boa", EmployerOtherDepartment = "employer_other_department",
        IntelligenceService = "intelligence_service", VictimSupport = "victim_support", Halt = "halt",
        Probation = "probation", Rdw = "rdw", ChildProtectionBoard = "child_protection_board",
        InjuredParty = "injured_party", Cjib = "cjib", PopulationRegisterKeeper = "population_register_keeper",
        Justis = "justis", CustomsInspector = "customs_inspector", MaintenanceBureau = "maintenance_bureau",
        BibobBureau = "bibob_bureau", BibobCompetentBody = "bibob_competent_body", BenefitBody = "benefit_body",
        TaxAuthority = "tax_authority", Riec = "riec", CareAndSafetyHouse = "care_and_safety_house",
        OtherWgsPartnership = "other_wgs_partnership", OtherPartnership = "other_partnership",
        HousingCorporation = "housing_corporation", CareOrganisation = "care_organisation",
        VeiligThuis = "veilig_thuis", School = "school", Researcher = "researcher", DataSubject = "data_subject",
        Citizen = "citizen", PrivateParty = "private_party", Press = "press", GeneralPublic = "general_public",
        ForeignAuthority = "foreign_authority", Cbr = "cbr", GuaranteeFund = "guarantee_fund",
        ViolenceFund = "violence_fund", RepatriationService = "repatriation_service",
        YouthInstitution = "youth_institution",
    }
}

codes! {
    /// What it is for (`purpose`).
    pub enum Purpose {
        InvestigateOffence = "investigate_offence", TargetedInvestigation = "targeted_investigation",
        PoliceTask = "police_task", ReportOffence = "report_offence", CriminalJustice = "criminal_justice",
        BackgroundInformation = "background_information", PublicOrder = "public_order",
        PreventOrDetectOffences = "prevent_or_detect_offences", HelpPerson = "help_person",
        Supervision = "supervision", StaffSafety = "staff_safety", NuisanceApproach = "nuisance_approach",
        NuisanceAroundDwelling = "nuisance_around_dwelling", AdministrativeEnforcement = "administrative_enforcement",
        AlcoholOrGamblingLicence = "alcohol_or_gambling_licence", PermitOrHousing = "permit_or_housing",
        BibobTest = "bibob_test", SocialSecurity = "social_security", Tax = "tax", CivilClaim = "civil_claim",
        VictimInterests = "victim_interests", HaltSettlement = "halt_settlement",
        ProbationSupervision = "probation_supervision", ChildProtectionTask = "child_protection_task",
        VehicleRegistration = "vehicle_registration", SanctionCollection = "sanction_collection",
        PopulationRegister = "population_register", VogScreening = "vog_screening",
        BoaReliability = "boa_reliability", UseOfForceReview = "use_of_force_review", CustomsTask = "customs_task",
        MaintenanceCollection = "maintenance_collection", OrganisedCrime = "organised_crime",
        ComplexCase = "complex_case", DomesticViolenceOrChildAbuse = "domestic_violence_or_child_abuse",
        YouthOrSocialCare = "youth_or_social_care", Research = "research", Statistics = "statistics",
        RightOfAccess = "right_of_access", Openness = "openness", News = "news",
        PublishSuspectImage = "publish_suspect_image", Curiosity = "curiosity", PrivateSecurity = "private_security",
        Discipline = "discipline", Training = "training", ContractControl = "contract_control",
        SupportBoaTask = "support_boa_task", ForeignEnforcement = "foreign_enforcement",
        IntelligenceTask = "intelligence_task", ComplaintOrIntegrity = "complaint_or_integrity",
        OversightOfBoa = "oversight_of_boa",
    }
}

codes! {
    /// An established fact (`facts`); one that is not listed is not established.
    pub enum Fact {
        ProsecutorAgreement = "prosecutor_agreement", StandingDecision71 = "standing_decision_7_1",
        ProsecutorConsulted = "prosecutor_consulted", MayorAgreement = "mayor_agreement",
        FunctionaryConsent = "functionary_consent", FunctionaryConsulted = "functionary_consulted",
        StrictNecessityReasoned = "strict_necessity_reasoned", NuisanceAtDwelling = "nuisance_at_dwelling",
        RiecAgreementWritten = "riec_agreement_written", Decision73 = "decision_7_3", Decision6 = "decision_6",
        PublishedInStaatscourant = "published_in_staatscourant", Article20Decision = "article20_decision",
        WithinDecisionScope = "within_decision_scope", SpecialCase = "special_case",
        WeightyInterestReasoned = "weighty_interest_reasoned", MinisterOrder182 = "minister_order_18_2",
        ClaimStated = "claim_stated", HaltCriteriaMet = "halt_criteria_met", BibobCaseOpen = "bibob_case_open",
        ViaProsecutor = "via_prosecutor", SupportFileRecorded = "support_file_recorded",
        ComparisonHit = "comparison_hit", ArchiveOrder143 = "archive_order_14_3",
        ResearchPermission = "research_permission", AuthorisationNonBoa = "authorisation_non_boa",
        StatutoryTaskReceiver = "statutory_task_receiver", CompatiblePurpose = "compatible_purpose",
        ConsentOfPerson = "consent_of_person", VitalInterest = "vital_interest",
        ReasonableSuspicionOfAbuse = "reasonable_suspicion_of_abuse", FormalDemand = "formal_demand",
        ReportingDutySv162 = "reporting_duty_sv_162",
        ForwardingRequiredByLawOrTask = "forwarding_required_by_law_or_task", SignalWeighed = "signal_weighed",
        WgsCaseAccepted = "wgs_case_accepted", EuInstrument = "eu_instrument",
        DesignatedSupervisorArrangement = "designated_supervisor_arrangement",
        SpecialCategoriesRemoved = "special_categories_removed",
        SpecialCategoriesUnavoidable = "special_categories_unavoidable",
        SourceIdentityRemoved = "source_identity_removed", AnonymisationChecked = "anonymisation_checked",
        Pseudonymised = "pseudonymised", IdentityVerified = "identity_verified",
        OpenSourceLookRecorded = "open_source_look_recorded", MixedFileSplit = "mixed_file_split",
        MixedFile = "mixed_file", ReceiverNotAuthorised = "receiver_not_authorised",
        RefusalGround152 = "refusal_ground_15_2", CodedSupervisionData = "coded_supervision_data",
        RefusalGround271 = "refusal_ground_27_1", UnlawfullyObtained = "unlawfully_obtained",
        CovertOrSystematicCollection = "covert_or_systematic_collection", RoutineOrBulk = "routine_or_bulk",
        OffenceOutsideAkte = "offence_outside_akte",
    }
}

codes! {
    /// The outcome of a decision.
    pub enum Outcome {
        Allow = "allow", AllowWithConditions = "allow_with_conditions", Deny = "deny",
    }
}

codes! {
    /// Whether the sender has to, may, or may not.
    pub enum Effect {
        Must = "must", May = "may", MustNot = "must_not", Free = "free",
    }
}

codes! {
    /// Who decides.
    pub enum DecisionMaker {
        None = "none", System = "system", Desk = "desk", Boa = "boa", TeamLead = "team_lead",
        BoaAndTeamLead = "boa_and_team_lead", Analyst = "analyst", Employer = "employer",
        EmployerWithProsecutor = "employer_with_prosecutor", EmployerWithMayor = "employer_with_mayor",
        Functionary = "functionary", InformationCoordinator = "information_coordinator", Prosecutor = "prosecutor",
        MinisterOfJustice = "minister_of_justice", Mayor = "mayor", ProcessOwner = "process_owner",
        LegalDesk = "legal_desk", WooOfficer = "woo_officer", Controller = "controller",
        WgsParticipant = "wgs_participant", PoliceDesk = "police_desk",
    }
}

codes! {
    /// What has to be done with it.
    pub enum Duty {
        LogAutomatic = "log_automatic", ProvisionRecord = "provision_record", LightRecord = "light_record",
        SecrecyNotice = "secrecy_notice", StripSpecialCategories = "strip_special_categories",
        QualityCheck = "quality_check", NecessityReason = "necessity_reason", RoleLabels = "role_labels",
        RefusalNoted = "refusal_noted", RequestDeletion = "request_deletion", YearlyOverview = "yearly_overview",
        CoordinateWithProsecutor = "coordinate_with_prosecutor", InformDataSubject = "inform_data_subject",
        AvgAccountabilityNote = "avg_accountability_note", WgsLog = "wgs_log",
        RecordAfterEmergency = "record_after_emergency", ExactDemandOnly = "exact_demand_only",
        HumanDecision = "human_decision",
    }
}

codes! {
    /// How sure a rule is, from strong to weak.
    pub enum Certainty {
        Read = "read", OlderText = "older_text", Inference = "inference", Memory = "memory",
    }
}

impl Category {
    /// Whether it is a special category (Wpg 5, AVG 9).
    #[must_use]
    pub fn is_special(self) -> bool {
        self >= Self::Health
    }
}
