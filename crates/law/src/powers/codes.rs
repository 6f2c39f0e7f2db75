//! The codes of the contract of *may I do this here*, compared by a test with the powers schemas.

use crate::codes::codes;

codes! {
    /// Who asks: there is one kind.
    pub enum Officer { Boa = "boa", }
}

codes! {
    /// Who employs the boa (`officer.employer_kind`).
    pub enum EmployerKind {
        Municipality = "municipality", EnvironmentService = "environment_service", WaterBoard = "water_board",
        Province = "province", NatureOwner = "nature_owner", TransportCompany = "transport_company",
        NationalInspection = "national_inspection", HiredByPublicBody = "hired_by_public_body", Police = "police",
    }
}

codes! {
    /// Where he acts, seen from his deed.
    pub enum Territory {
        OwnMunicipality = "own_municipality", CooperationArea = "cooperation_area", Other = "other",
    }
}

codes! {
    /// Means of force granted to him.
    pub enum Means {
        Handcuffs = "handcuffs", Baton = "baton", PepperSpray = "pepper_spray", Dog = "dog", Firearm = "firearm",
    }
}

codes! {
    /// The act (`act`).
    pub enum Act {
        AdministrativeFine = "administrative_fine", ArrestLater = "arrest_later",
        ArrestRedHanded = "arrest_red_handed", ConsultRegister = "consult_register",
        DemandIdentitySupervision = "demand_identity_supervision", DemandIdentitySuspect = "demand_identity_suspect",
        DemandVehiclePapers = "demand_vehicle_papers", DeployDog = "deploy_dog", DisperseCrowd = "disperse_crowd",
        EnterDwelling = "enter_dwelling", EnterPremises = "enter_premises", FineParkingTax = "fine_parking_tax",
        Frisk = "frisk", Handcuff = "handcuff", HearSuspect = "hear_suspect", InvestigateFully = "investigate_fully",
        IssueMulderFine = "issue_mulder_fine", IssuePenalOrder = "issue_penal_order", Photograph = "photograph",
        ReportForce = "report_force", SearchVehicle = "search_vehicle", Seize = "seize", ShowOwnId = "show_own_id",
        StopSuspect = "stop_suspect", StopVehicle = "stop_vehicle", TakeSamples = "take_samples",
        UseBaton = "use_baton", UseForce = "use_force", UsePepperSpray = "use_pepper_spray", Warn = "warn",
        WriteReport = "write_report",
    }
}

codes! {
    /// Where (`place`).
    pub enum Place {
        Bar = "bar", BusinessPremises = "business_premises", Dwelling = "dwelling", NatureArea = "nature_area",
        Online = "online", PrivateLand = "private_land", PublicRoad = "public_road", PublicSpace = "public_space",
        PublicTransportVehicle = "public_transport_vehicle", School = "school", SchoolYard = "school_yard",
        Shop = "shop", Station = "station", Vehicle = "vehicle", Water = "water",
    }
}

codes! {
    /// An established fact; one that is absent is unknown.
    pub enum Circumstance {
        AgeCheck = "age_check", AssignmentEnded = "assignment_ended", AuthoritiesInformed = "authorities_informed",
        CaughtInAct = "caught_in_act", CitizenAsks = "citizen_asks", ColleagueLendsBaton = "colleague_lends_baton",
        ColleagueLendsSpray = "colleague_lends_spray", CooperationAgreementSigned = "cooperation_agreement_signed",
        DangerToOfficer = "danger_to_officer", DeedExpired = "deed_expired", Demonstration = "demonstration",
        EmploymentEnded = "employment_ended", FactInAnnexI = "fact_in_annex_I", FactInDeed = "fact_in_deed",
        FactInDomainList = "fact_in_domain_list", FactNotInDeed = "fact_not_in_deed",
        FactNotInDomainList = "fact_not_in_domain_list", FlightRisk = "flight_risk", ForceUsed = "force_used",
        GrantDecidedNotOnDeed = "grant_decided_not_on_deed", IdShown = "id_shown", IdentityKnown = "identity_known",
        InPilot = "in_pilot", MayorOrder = "mayor_order", MeansTrained = "means_trained",
        MinorInjury = "minor_injury", MinorOffence = "minor_offence",
        MunicipalityHasAdministrativeFine = "municipality_has_administrative_fine", NeededForTask = "needed_for_task",
        NoCooperationAgreement = "no_cooperation_agreement", NoLighterMeans = "no_lighter_means",
        NoProsecutorAssignment = "no_prosecutor_assignment", NoSuspicion = "no_suspicion",
        NotArrested = "not_arrested", NotCaughtInAct = "not_caught_in_act", NotInPilot = "not_in_pilot",
        NotNeededForTask = "not_needed_for_task", ObstructsOfficer = "obstructs_officer",
        PoliceCannotBeAwaited = "police_cannot_be_awaited", PolicePowersOnDeed = "police_powers_on_deed",
        ProsecutorAssigned = "prosecutor_assigned", ProsecutorOrder = "prosecutor_order",
        PurposeIdentity = "purpose_identity", PurposeSeizure = "purpose_seizure", PurposeTold = "purpose_told",
        RegisterDrivingLicencePhoto = "register_driving_licence_photo",
        RegisterPoliceSystem = "register_police_system", ReportedByOther = "reported_by_other",
        ResidentConsents = "resident_consents", ResidentRefuses = "resident_refuses",
        SeenByOfficer = "seen_by_officer", SupervisionHat = "supervision_hat", SuspectAged1213 = "suspect_aged_12_13",
        SuspectAged14Plus = "suspect_aged_14_plus", SuspectArrested = "suspect_arrested",
        SuspectFlees = "suspect_flees", SuspectRefusesId = "suspect_refuses_id", SuspectResists = "suspect_resists",
        SuspectStopped = "suspect_stopped", Suspicion = "suspicion", Transport = "transport",
        VehicleMovingMotor = "vehicle_moving_motor", VehicleMovingUnmotorised = "vehicle_moving_unmotorised",
        VehicleStationary = "vehicle_stationary", ViolenceAgainstOfficer = "violence_against_officer",
        WarningGiven = "warning_given", WeaponSuspected = "weapon_suspected", WedTitle = "wed_title",
        WithinTask = "within_task",
    }
}

codes! {
    /// The answer.
    pub enum Answer {
        Yes = "yes", YesIf = "yes_if", NoBut = "no_but", Unknown = "unknown",
    }
}

codes! {
    /// What is open or has to be looked up (`missing`).
    pub enum Lacking {
        AccessRuleInForce = "access_rule_in_force", CooperationAgreement = "cooperation_agreement",
        DesignatedByBody = "designated_by_body", FactInAnnexI = "fact_in_annex_I",
        FactInCurrentDomainList = "fact_in_current_domain_list", FactInDeed = "fact_in_deed",
        LiveabilityPurposeOfSign = "liveability_purpose_of_sign", NoLighterMeans = "no_lighter_means",
        OmAssignmentAndTraining = "om_assignment_and_training", OrderOfProsecutor = "order_of_prosecutor",
        WarningGiven = "warning_given",
    }
}

codes! {
    /// What he has to do with it.
    pub enum PowersDuty {
        AsSoonAsPossible = "as_soon_as_possible",
        BringToAssistantProsecutorAtOnce = "bring_to_assistant_prosecutor_at_once",
        DeedNumberAndPostInReport = "deed_number_and_post_in_report",
        HandOverAtOnceToInvestigatingOfficer = "hand_over_at_once_to_investigating_officer",
        KeepInWpgSystem = "keep_in_wpg_system", NotTheLivingPart = "not_the_living_part",
        NoteConsent = "note_consent", NoticeOfSeizure = "notice_of_seizure",
        OnlyAsNeededForWedFact = "only_as_needed_for_wed_fact", OnlyWhatTheReportNeeds = "only_what_the_report_needs",
        OralFactsAndReasons = "oral_facts_and_reasons", ReasonableNeedAwb513 = "reasonable_need_awb_5_13",
        RecordUnderWpgIfPersonRecorded = "record_under_wpg_if_person_recorded",
        ReportComplaintToPolice = "report_complaint_to_police",
        ReportForceToAssistantProsecutor = "report_force_to_assistant_prosecutor",
        ReportInWritingToAssistantProsecutor = "report_in_writing_to_assistant_prosecutor",
        SafetyFirst = "safety_first", ShowOwnIdOnRequest = "show_own_id_on_request",
        SurfacePatDownOnly = "surface_pat_down_only", TellReason = "tell_reason",
        WrittenNatureAndEffects = "written_nature_and_effects",
    }
}
